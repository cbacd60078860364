// A request's body as text, of a bounded size.
import type { IncomingMessage } from 'node:http';
import { SiteError } from './fault.ts';

export async function readText(req: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw new SiteError('too-large', 'Too much text.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
