// Cookies: what a site or a page says never fails, and what the jar says back is what a browser would.
import { createSiteSession } from '../../proxy/http/site-session.ts';
import { scriptCookies, storeCookie } from '../../proxy/http/jar.ts';
import { cookieWrites, parseCookies } from '../../proxy/rewrite/cookies.ts';
import { read, same } from './input.ts';

const url = 'https://www.shop.example/a/b';
const base = { protocol: 'http:', host: 'lockstep.localhost:8080' } as const;

export const seeds: readonly string[] = [
  'a=b; Path=/; Domain=shop.example; Max-Age=100; Secure; HttpOnly; SameSite=Lax',
  '__Host-a=b; Secure; Path=/',
  '__Secure-a="b c"; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Partitioned',
  '=a; domain=.example',
  'a; path=b; SameSite=none',
];

export function fuzz(data: Uint8Array): void {
  const { text } = read(data);
  const session = createSiteSession({
    id: 'abcdefgh',
    base,
    roleOf: () => null,
    recordBytes: 1,
    privacyOf: () => ({ mode: 'visible', hide: [], show: [] }),
  });
  try {
    storeCookie(session, url, text, false);
    const seen = scriptCookies(session, url);
    same('control characters', Array.from(seen).some(isControl), false);
    if (/;\s*httponly\s*(?:=[^;]*)?(?:;|$)/i.test(text)) same('HttpOnly, for scripts', seen, '');
    storeCookie(session, url, text, true);
    cookieWrites(parseCookies(text), () => true);
  } finally {
    session.close();
  }
}

const isControl = (letter: string): boolean => (letter < ' ' && letter !== '\t') || letter === '\x7f';
