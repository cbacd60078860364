// Scripts: the few places where `location`, `top` and their relatives are spelled, for these cannot be patched from outside.
import { RUNTIME } from '../../protocol/script-runtime.ts';
import type { RewriteContext } from './context.ts';
import { lexScript } from './lexer/lexer.ts';
import { contentKey, scriptCache } from './script-cache.ts';
import { splice } from './script-edit.ts';
import { parseScript, type ScriptKind } from './script-parse.ts';
import { scriptEdits } from './script-walk.ts';

/** A script without any of these words needs nothing. */
const TRIGGER = /\blocation\b|\btop\b|\beval\b|\bimport\b|\bpostMessage\b/;
/** What only a module can say, and what is said of other sites. */
const ABSOLUTE_SPECIFIER = /(?:\bfrom|\bimport)\s*["'](?:[a-z]+:)?\/\//i;
const MAX_CACHED = 32 * 1024 * 1024;

const cache = scriptCache(MAX_CACHED);
let failures = 0;

/** How many scripts could not be understood, and were passed on as they were. */
export const scriptFailures = (): number => failures;

/** By brackets and literals alone, some twenty times as fast as by a parser; null: only a parser can tell. */
function rewriteLexed(source: string, kind: ScriptKind): string | null {
  if (kind !== 'script' && kind !== 'module') return null;
  try {
    const lexed = lexScript(source, kind === 'module');
    return 'edits' in lexed ? splice(source, lexed.edits) : null;
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function rewriteParsed(
  source: string,
  kind: ScriptKind,
  mapSpecifier: (specifier: string) => string,
): string {
  const parsed = parseScript(source, kind);
  if (parsed === null) {
    failures++;
    return source;
  }
  try {
    const edits = scriptEdits(parsed.program, parsed.source, mapSpecifier);
    const out = splice(parsed.source, edits);
    return out.slice(parsed.offset, out.length - parsed.suffix);
  } catch (error) {
    // Nested deeper than the stack: the browser may still run it.
    if (!(error instanceof RangeError)) throw error;
    failures++;
    return source;
  }
}

/**
 * Rewrites a script's text into the forms of protocol/script-runtime.ts; what cannot matter, and what cannot be parsed,
 * comes back as it is. `context` maps the specifiers of static imports that name other sites.
 */
export function rewriteScript(source: string, kind: ScriptKind, context?: RewriteContext): string {
  const maps = context !== undefined && ABSOLUTE_SPECIFIER.test(source);
  if (!maps && !TRIGGER.test(source)) return source;
  const map = (specifier: string): string =>
    maps ? context.book.rewrite(specifier, context.url) : specifier;
  // Mapped specifiers belong to one session; a real URL's scheme counts for those that begin with slashes.
  const own = maps ? `${context.book.proxiedOrigin('http://a')} ${context.url.slice(0, 5)}` : '';
  const key = contentKey(`${kind} ${RUNTIME} ${own}`, source);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const rewritten = (maps ? null : rewriteLexed(source, kind)) ?? rewriteParsed(source, kind, map);
  cache.set(key, rewritten);
  return rewritten;
}
