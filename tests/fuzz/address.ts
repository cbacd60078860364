// Addresses: a label is read back as the origin it was made of, and no text leads out of the session.
import { labelOf, parseLabel } from '../../protocol/address.ts';
import { book, pageUrl, session } from '../proxy/rewrite/page.ts';
import { read, same } from './input.ts';

export const seeds: readonly string[] = [
  'https://docs.example.com:8443/guide?x=1#a',
  '//user:pass@bücher.example/%2e%2e/',
  `${session}-s8443-docs--x-example-com`,
  `${session}-hb-mfrgg`,
  'http://[::ffff:1.2.3.4]:81/',
  ' \thttps:\\\\cdn.example\\a',
  'wss://a.b.c.d.example',
];

export function fuzz(data: Uint8Array): void {
  const { text } = read(data);
  const parsed = parseLabel(text);
  if (parsed !== null && parsed.origin !== null)
    same('a label', labelOf(parsed.session, parsed.origin).label, text);
  if (URL.canParse(text, pageUrl)) returns(new URL(text, pageUrl));
  const rewritten = book.rewrite(text, pageUrl);
  same('rewritten twice', book.rewrite(rewritten as string, pageUrl), rewritten);
  book.real(text);
}

function returns(url: URL): void {
  if (!/^(?:https?|wss?):$/.test(url.protocol) || url.host.endsWith('lockstep.localhost:8080')) return;
  // A socket's server is that of the page's scheme.
  const origin = `${url.protocol.replace('ws', 'http')}//${url.host}`;
  const { label, known } = labelOf(session, origin);
  if (label.length > 63 || !/^[a-z0-9-]+$/.test(label)) throw new Error(`no label: ${label}`);
  if (known) same('an origin', parseLabel(label)?.origin, new URL(origin).origin);
  if (!known) return;
  const proxied = book.proxied(url.href);
  if (!new URL(proxied).host.endsWith('.lockstep.localhost:8080')) throw new Error(`leads out: ${proxied}`);
  same('a URL', book.real(proxied), url.href);
}
