// Headers in the spelling and order of the browser: HTTP does not care (RFC 9110 section 5.1), sites that tell browsers from
// programs do.
import type { ClientRequest, IncomingMessage } from 'node:http';

/** What a browser sends first, and last; the rest stays where it is. */
const RANK: Readonly<Record<string, number>> = { host: -2, connection: -1, cookie: 1 };
const rank = (name: string): number => RANK[name] ?? 0;

/** `if-none-match` -> `If-None-Match`: what was not in the browser's request as it came. */
const capitalized = (name: string): string =>
  name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());

/** Spells a request's headers, none of them sent yet, as the one that it stands for did. */
export function spellAs(request: ClientRequest, { rawHeaders }: IncomingMessage): void {
  const spellings = new Map<string, string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    spellings.set(name.toLowerCase(), name);
  }
  // Node would say it last.
  if (!request.hasHeader('connection')) request.setHeader('connection', 'keep-alive');
  const names = request.getHeaderNames().sort((a, b) => rank(a) - rank(b));
  const headers = names.map((name) => [name, request.getHeader(name)] as const);
  for (const name of names) request.removeHeader(name);
  for (const [name, value] of headers)
    if (value !== undefined) request.setHeader(spellings.get(name) ?? capitalized(name), value);
}
