// What this browser keeps of a session is taken away when it is over.
import { ownPaths, versionCookie } from '../../protocol/cookie-names.ts';
import { request } from '../ui/request.ts';
import type { ShellBoot } from './boot.ts';

/** The server takes its own cookies away when it is asked for a session that is no more. */
export async function forgetCookies({ session, base }: ShellBoot): Promise<void> {
  const { hostname } = new URL(`${base.protocol}//${base.host}`);
  document.cookie = `${versionCookie(session)}=; Path=/; Domain=${hostname}; Max-Age=0`;
  await request('GET', `/s/${session}`);
}

/** Hosts asked at the same time: a browser takes only so many requests that outlive their page (Fetch, "keepalive"). */
const AT_ONCE = 16;

/** Has the browser forget what the session's sites have stored in it: of all that were visited, open or not. */
export async function clearSites(origins: readonly string[]): Promise<void> {
  const waiting = [...origins];
  const clear = async (): Promise<void> => {
    for (let origin = waiting.pop(); origin !== undefined; origin = waiting.pop())
      await askToClear(`${origin}${ownPaths.clear}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, clear));
}

async function askToClear(url: string): Promise<void> {
  try {
    // Without credentials no Clear-Site-Data is heard.
    await fetch(url, { method: 'POST', mode: 'cors', credentials: 'include', keepalive: true });
  } catch {
    // The server cannot be reached: nobody else can make the browser forget.
  }
}
