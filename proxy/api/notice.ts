import type { Response } from 'express';
import { noticePage, type Notice } from '../http/notice-page.ts';

/** A short page in words. It carries its own style, and nothing else. */
export function sendNotice(res: Response, notice: Notice): void {
  res.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  );
  res.type('html').send(noticePage(notice));
}
