// What this browser keeps of a session is taken away when it is over.
import { versionCookie } from '../../protocol/cookie-names.ts';
import { request } from '../ui/request.ts';
import type { ShellBoot } from './boot.ts';

/** The server takes its own cookies away when it is asked for a session that is no more. */
export async function forgetCookies({ session, base }: ShellBoot): Promise<void> {
  const { hostname } = new URL(`${base.protocol}//${base.host}`);
  document.cookie = `${versionCookie(session)}=; Path=/; Domain=${hostname}; Max-Age=0`;
  await request('GET', `/s/${session}`);
}
