// What a name is where it stands: a declaration, a use, or something that is only spelled like it.
import { roleOf } from './bracket.ts';
import { endsLabel } from './statement.ts';
import type { Span } from './chain.ts';
import {
  after,
  ARROW,
  before,
  breaksLine,
  goesOn,
  isLiteral,
  isMemberName,
  isOperatorWord,
  isWord,
  OPTIONAL,
  SPREAD,
  textOf,
  UPDATE,
  WORD,
  type Token,
} from './cursor.ts';
import {
  arrowEnd,
  declarer,
  declaredRange,
  parameterRange,
  patternOf,
  type Declarer,
} from './declaration.ts';
import { groupAt, leave, linkOf, type Stops } from './stops.ts';
import {
  ARRAY,
  CLASS_BODY,
  CLAUSE,
  FOR_HEAD,
  holdsStatements,
  isParameters,
  OBJECT,
  PROGRAM,
} from './role.ts';

export type Meaning =
  | 'use'
  /** Key and value of an object. */
  | 'shorthand'
  | 'nothing'
  | { readonly declares: Span; readonly by: Declarer | 'parameter' };

const MODIFIERS = ['get', 'set', 'static', 'async', 'accessor'];

interface Place {
  readonly start: number;
  readonly end: number;
  readonly last: Token;
  readonly next: Token;
  readonly group: number;
  readonly role: number;
}

export function meaningOf(t: Stops, start: number, end: number): Meaning {
  const last = before(t, start);
  if (last.kind === 46 || last.kind === OPTIONAL || last.kind === 35) return 'nothing';
  const group = groupAt(t, start);
  const place = { start, end, last, next: after(t, end), group, role: roleOf(t, group) };
  if (place.next.kind === ARROW) {
    const first = isWord(t, last, 'async') ? last.start : start;
    return { declares: { start: first, end: arrowEnd(t, end) }, by: 'parameter' };
  }
  if (isDeletedInBrackets(t, place)) leave(t, 'delete');
  const special = specialMeaning(t, place);
  if (special !== null) return special;
  switch (place.role) {
    case OBJECT:
      return inObject(t, place);
    case CLASS_BODY:
      return inClass(t, place);
    case CLAUSE:
      // What is exported is a declared name.
      if (!isWord(t, before(t, t.starts[group] ?? 0), 'export')) leave(t, 'import');
      return 'nothing';
    case ARRAY:
      return inArray(t, place);
    default:
      return elsewhere(t, place);
  }
}

/** `delete ((location))` */
function isDeletedInBrackets(t: Stops, { last, next }: Place): boolean {
  if (next.kind !== 41) return false;
  let outer = last;
  while (outer.kind === 40) outer = before(t, outer.start);
  return outer !== last && isWord(t, outer, 'delete');
}

/** What a word before a name, or a colon after it, makes of it; null: nothing. */
function specialMeaning(t: Stops, place: Place): Meaning | null {
  const { last, next, start, role } = place;
  if (last.kind === WORD && !isMemberName(t, last)) {
    const word = textOf(t, last);
    const isKey = (role === OBJECT || role === CLASS_BODY) && next.kind === 40;
    if (word === 'break' || word === 'continue') return breaksLine(t, last.end, start) ? 'use' : 'nothing';
    if (MODIFIERS.includes(word) && (isKey || role === CLASS_BODY)) return 'nothing';
    if (word === 'delete' && !goesOn(next)) return 'nothing';
    if (word === 'new') return 'use';
    if (['function', 'class', 'import', 'as', 'let', 'of'].includes(word))
      return unlessDeclared(t, place, word);
  }
  if (last.kind === 42 && isWord(t, before(t, last.start), 'function')) leave(t, 'named function');
  return null;
}

function unlessDeclared(t: Stops, place: Place, word: string): Meaning | null {
  if (word === 'let') return null;
  if (word === 'of' && place.role === FOR_HEAD) return 'use';
  if (word === 'as' && place.role === CLAUSE) return null;
  leave(t, `after ${word}`);
  return 'nothing';
}

function inObject(t: Stops, place: Place): Meaning {
  const { last, next, group } = place;
  const begins = last.stop === group || last.kind === 44;
  if (begins && (next.kind === 58 || next.kind === 40)) return 'nothing';
  if (last.kind === 42 && next.kind === 40) {
    const first = before(t, last.start);
    if (first.stop === group || first.kind === 44 || isWord(t, first, 'async')) return 'nothing';
  }
  const isRest = last.kind === SPREAD;
  const isValue = last.kind === 58 && isKeyColon(t, last, group);
  if (!begins && !isRest && !isValue) return 'use';
  const isEnd = next.kind === 44 || next.kind === 125 || isAssign(next);
  if (!isEnd) {
    if (begins) leave(t, 'key');
    return 'use';
  }
  const pattern = patternOf(t, group);
  if (pattern === 'target') leave(t, 'target');
  if (typeof pattern === 'object') return pattern;
  if (begins && isAssign(next)) leave(t, 'shorthand');
  return begins ? 'shorthand' : 'use';
}

const isAssign = (token: Token): boolean => token.kind === 13 && token.end === token.start + 1;

/** Whether a colon stands after a key of an object. */
function isKeyColon(t: Stops, colon: Token, group: number): boolean {
  let key = before(t, colon.start);
  if (key.kind === 93) {
    const opener = linkOf(t, key.stop);
    key = { kind: WORD, start: t.starts[opener] ?? 0, end: key.end, stop: 0 };
  }
  const first = before(t, key.start);
  return first.stop === group || first.kind === 44;
}

function inClass(t: Stops, place: Place): Meaning {
  const { last, next, group } = place;
  const isKey = last.stop === group || last.kind === 59 || last.kind === 125 || last.kind === 42;
  if (isKey && (next.kind === 40 || next.kind === 59 || next.kind === 125 || isAssign(next)))
    return 'nothing';
  if (last.kind === 125 || (last.kind !== 13 && !isOperator(last))) leave(t, 'field');
  return 'use';
}

const isOperator = (token: Token): boolean => token.stop === 0 && token.kind !== WORD;

function inArray(t: Stops, place: Place): Meaning {
  const { last, next, group } = place;
  const begins = last.stop === group || last.kind === 44 || last.kind === SPREAD;
  if (!begins || !(next.kind === 44 || next.kind === 93 || isAssign(next))) return 'use';
  const pattern = patternOf(t, group);
  if (pattern === 'target') leave(t, 'target');
  return typeof pattern === 'object' ? pattern : 'use';
}

/** What a statement may end with where its line ends. */
const endsLine = ({ kind }: Token): boolean => isLiteral(kind) || kind === 93 || kind === UPDATE;

/** A value that ends a statement, or a word that a statement follows. */
const isStatementWord = (t: Stops, last: Token): boolean =>
  last.kind === WORD && (!isOperatorWord(t, last) || isWord(t, last, 'do') || isWord(t, last, 'else'));

function elsewhere(t: Stops, place: Place): Meaning {
  const { start, last, next, group, role } = place;
  if (isParameters(role)) {
    const isParameter = last.stop === group || last.kind === 44 || last.kind === SPREAD;
    return isParameter ? { declares: parameterRange(t, group), by: 'parameter' } : 'use';
  }
  if (!holdsStatements(role) && role !== PROGRAM && role !== FOR_HEAD) return 'use';
  if (next.kind === 58 && last.kind !== 63 && !isWord(t, last, 'case') && endsLabel(t, next)) {
    const isLabel =
      last.kind === 59 ||
      last.kind === 123 ||
      last.kind === 125 ||
      last.kind === 41 ||
      last.kind === 0 ||
      (last.kind === 58 && endsLabel(t, last));
    if (!isLabel && !(breaksLine(t, last.end, start) && endsLine(last)) && !isStatementWord(t, last))
      return 'use';
    return 'nothing';
  }
  const by = declarer(t, start);
  return by === null ? 'use' : { declares: declaredRange(t, start, by), by };
}
