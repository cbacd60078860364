// The cookies by which a participant's browser is known, to the shell and to the sites' hosts.
import type { Response } from 'express';
import type { BaseAddress } from '../../protocol/address.ts';
import { shellCookie, siteCookie } from '../../protocol/cookie-names.ts';
import { isSecure } from '../registry/own-request.ts';
import type { Credentials } from '../registry/tokens.ts';

export function setCredentials(res: Response, base: BaseAddress, id: string, made: Credentials): void {
  for (const it of cookies(base, id, made.shell, made.site)) res.append('set-cookie', it);
}

export function clearCredentials(res: Response, base: BaseAddress, id: string): void {
  for (const it of cookies(base, id, '', '')) res.append('set-cookie', `${it}; Max-Age=0`);
}

function cookies(base: BaseAddress, id: string, shell: string, site: string): readonly string[] {
  const secure = isSecure(base);
  const lax = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  // For a browser, what a sandboxed frame asks for is cross-site, wherever it leads; which of the site's own cookies go along
  // is for the jar to say. Without Secure browsers take no such cookie.
  const all = secure ? 'Path=/; HttpOnly; SameSite=None; Secure' : lax;
  const domain = new URL(`${base.protocol}//${base.host}`).hostname;
  return [
    `${shellCookie(id, secure)}=${shell}; ${lax}`,
    `${siteCookie(id)}=${site}; Domain=${domain}; ${all}`,
  ];
}
