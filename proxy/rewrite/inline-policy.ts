// A page's own policies: those by meta, and inline scripts and style sheets that one allows by their hash. What was rewritten
// has another hash, and gets our nonce instead (CSP3 section 6.7.3.3, "does element match source list for type and source").
import { createHash } from 'node:crypto';
import { governing, mapPolicy, parsePolicy } from '../../protocol/content-policy.ts';
import type { HtmlPass, RawElement } from './html-pass.ts';
import { rawTextEnd } from './html-token.ts';

const HASH = /^'(sha256|sha384|sha512)-(.+)'$/i;
const TIED = /^'(?:nonce-.+|sha(?:256|384|512)-.+|strict-dynamic)'$/i;

/** A policy by meta counts for what comes behind it. */
export function ownPolicy({ context, policies }: HtmlPass, written: string): string {
  const { boot, book } = context;
  if (boot === null) return '';
  policies.push(parsePolicy(written));
  return mapPolicy(written, { book, base: boot.base, url: boot.url, nonce: boot.nonce });
}

/** Whether one of the sources is this text's hash; both spellings of base64 count. */
function isHashed(sources: readonly string[], text: string): boolean {
  return sources.some((source) => {
    const [, algorithm, value = ''] = HASH.exec(source) ?? [];
    if (algorithm === undefined) return false;
    const digest = createHash(algorithm.toLowerCase()).update(text).digest('base64');
    return digest === value.replace(/-/g, '+').replace(/_/g, '/');
  });
}

/** The nonce that the start tag scanned last needs, '' where it needs none; null if its element is still cut short. */
export function nonceFor(
  { policies, text, tag, context, spelling }: HtmlPass,
  rewriteOf: () => RawElement['rewrite'],
  final: boolean,
): string | null {
  const { name } = tag.element;
  if (policies.length === 0 || context.boot === null || (name !== 'script' && name !== 'style')) return '';
  const what = name === 'style' ? 'style-src-elem' : 'script-src-elem';
  const lists = policies
    .map((policy) => governing(policy, what) ?? [])
    .filter((it) => it.some((one) => TIED.test(one)));
  const rewrite = lists.some((it) => it.some((one) => HASH.test(one))) ? rewriteOf() : null;
  if (rewrite === null || hasNonce(tag)) return '';
  const found = rawTextEnd(text, tag.end, name);
  if (found < 0 && !final) return null;
  // As the parser hands it on: HTML, "normalizing newlines".
  const content = spelling.read(text.slice(tag.end, found < 0 ? text.length : found));
  const written = content.replace(/\r\n?/g, '\n');
  return rewrite(written) !== written && lists.every((it) => isHashed(it, written)) ? context.boot.nonce : '';
}

function hasNonce({ attributes, count }: HtmlPass['tag']): boolean {
  for (let n = 0; n < count; n++) if (attributes[n]?.name.name === 'nonce') return true;
  return false;
}
