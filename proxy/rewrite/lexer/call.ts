// `eval(x)`, `import(x)` and `import.meta`.
import { roleOf } from './bracket.ts';
import { firstComma, narrowed } from './chain.ts';
import { after, before, isWord, SPREAD } from './cursor.ts';
import { wrap, type Notes } from './notes.ts';
import { endOf, groupAt, leave, linkOf, startOf, type Stops } from './stops.ts';
import { CALL, CLASS_BODY, METHOD_PARAMETERS, OBJECT } from './role.ts';

/** Puts a call around the first argument between parentheses. */
function wrapFirst(t: Stops, into: Notes, paren: number, call: string): void {
  const first = after(t, endOf(t, paren));
  if (first.stop === linkOf(t, paren) || first.kind === SPREAD) return;
  const comma = firstComma(t, paren);
  const end = before(t, comma < 0 ? startOf(t, linkOf(t, paren)) : comma).end;
  const span = narrowed(t, { start: first.start, end });
  wrap(into, call, span, span.isList);
}

export function isEvalCall(t: Stops, at: number): boolean {
  const paren = after(t, at + 4);
  return paren.kind === 40 && roleOf(t, paren.stop) === CALL && !isWord(t, before(t, at), 'new');
}

/** Whether an `eval` is a direct one; its argument is wrapped then. */
export function rewriteEval(t: Stops, into: Notes, at: number): boolean {
  const paren = after(t, at + 4);
  // "(eval)(x)" is a direct one, too.
  if (paren.kind === 41 && before(t, at).kind === 40 && after(t, paren.end).kind === 40)
    leave(t, 'parenthesised eval');
  if (!isEvalCall(t, at)) return false;
  wrapFirst(t, into, paren.stop, 's');
  return after(t, paren.end).stop !== linkOf(t, paren.stop);
}

/** Of an `import`. Whether it is as only modules have it. */
export function rewriteImport(t: Stops, into: Notes, at: number): boolean {
  const next = after(t, at + 6);
  if (next.kind === 40) {
    if (roleOf(t, next.stop) !== METHOD_PARAMETERS) wrapFirst(t, into, next.stop, 'i');
    return false;
  }
  if (next.kind === 46) {
    const meta = after(t, next.end);
    if (!isWord(t, meta, 'meta')) leave(t, 'import phase');
    wrap(into, 'm', { start: at, end: meta.end });
    return true;
  }
  const role = roleOf(t, groupAt(t, at));
  const isKey = role === OBJECT || role === CLASS_BODY;
  return !isKey;
}
