// `window[key]`: a key that is known only when the script runs, of what is plainly a window.
import { roleOf } from './bracket.ts';
import { isDigit } from './character.ts';
import { after, ASSIGN, before, isWord, OPTIONAL, textOf, UPDATE, WORD, type Token } from './cursor.ts';
import { freeUses, placesOf } from './free.ts';
import { wrap, type Notes } from './notes.ts';
import { patternOf } from './declaration.ts';
import { codeAt, endOf, groupAt, leave, linkOf, REGEX, startOf, type Stops } from './stops.ts';
import { constantSum } from './constant.ts';
import { ARRAY, FOR_HEAD, GROUPING, MEMBER, OBJECT } from './role.ts';

/** A window's name, and where it stands. */
interface ComputedSite {
  readonly name: string;
  readonly at: number;
}

const NAMES = ['window', 'self', 'globalThis', 'parent', 'frames', 'opener'];

/** The window's name that a bracket stands after; null: another value. */
function siteBefore(t: Stops, bracket: number): ComputedSite | null {
  let last = before(t, startOf(t, bracket), bracket - 1);
  if (last.kind === OPTIONAL) last = before(t, last.start);
  // "(window)[key]"
  const isParenthesised = last.kind === 41 && roleOf(t, linkOf(t, last.stop)) === GROUPING;
  if (isParenthesised) last = before(t, last.start);
  const name = NAMES.find((one) => isWord(t, last, one));
  if (name === undefined) return null;
  const previous = before(t, last.start);
  if (previous.kind === 46 || previous.kind === OPTIONAL || previous.kind === 35) return null;
  if (isParenthesised && previous.kind === 40) leave(t, 'parenthesised');
  return isParenthesised ? null : { name, at: last.start };
}

function isLiteralKey(t: Stops, bracket: number): boolean {
  const inner = after(t, endOf(t, bracket));
  if (constantSum(t, bracket) !== undefined) return true;
  if (after(t, inner.end).stop !== linkOf(t, bracket)) return false;
  if (inner.kind === REGEX) return true;
  return (
    inner.kind === WORD &&
    (isDigit(codeAt(t, inner.start)) || ['true', 'false', 'null'].includes(textOf(t, inner)))
  );
}

/** Whether what ends at a place is called, written to or deleted. */
function isExcluded(t: Stops, site: ComputedSite, end: number, isOptional: boolean): boolean {
  const next = after(t, end);
  const last = before(t, site.at);
  if (next.kind === 40 || (next.kind === OPTIONAL && after(t, next.end).kind === 40)) {
    if (isWord(t, last, 'new')) leave(t, 'constructed');
    return true;
  }
  if (isWord(t, last, 'new')) leave(t, 'constructed');
  if (next.kind === ASSIGN || next.kind === UPDATE || last.kind === UPDATE) return true;
  if (isWord(t, last, 'delete'))
    return next.kind !== 46 && next.kind !== 91 && next.kind !== OPTIONAL && !isOptional;
  if (next.kind === 41 && last.kind === 40 && roleOf(t, last.stop) === GROUPING) {
    const outer = after(t, next.end).kind;
    if (outer === 40 || outer === ASSIGN || outer === UPDATE || outer === OPTIONAL) leave(t, 'parenthesised');
  }
  return isTarget(t, site, next);
}

function isTarget(t: Stops, site: ComputedSite, next: Token): boolean {
  const group = groupAt(t, site.at);
  const role = roleOf(t, group);
  if (role === ARRAY || role === OBJECT) {
    if (patternOf(t, group) === 'target') leave(t, 'target');
  }
  const isLoop = role === FOR_HEAD && before(t, site.at).stop === group;
  return isLoop && (isWord(t, next, 'of') || isWord(t, next, 'in'));
}

export function rewriteComputed(t: Stops, into: Notes, isModule: boolean): void {
  const free = new Map<string, ReadonlySet<number>>();
  for (const bracket of t.keyed) {
    const site = siteBefore(t, bracket);
    if (site === null) continue;
    const nameEnd = site.at + site.name.length;
    if (roleOf(t, bracket) !== MEMBER || isLiteralKey(t, bracket)) continue;
    const isOptional = after(t, nameEnd).kind === OPTIONAL;
    if (isExcluded(t, site, endOf(t, linkOf(t, bracket)), isOptional)) continue;
    const known =
      free.get(site.name) ??
      new Set(freeUses(t, site.name, placesOf(t, site.name), isModule).map(({ at }) => at));
    free.set(site.name, known);
    if (known.has(site.at)) wrap(into, 'w', { start: site.at, end: nameEnd });
  }
}
