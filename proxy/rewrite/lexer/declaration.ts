// Where a name that a script declares is seen: ECMAScript's scopes, as ranges of the text.
import { endsValue, roleOf } from './bracket.ts';
import { beforeWhole } from './statement.ts';
import type { Span } from './chain.ts';
import {
  after,
  ASSIGN,
  before,
  breaksLine,
  isLiteral,
  isMemberName,
  isOperatorWord,
  isWord,
  NOTHING,
  SPREAD,
  UPDATE,
  WORD,
  type Token,
} from './cursor.ts';
import {
  endOf,
  groupAt,
  leave,
  linkOf,
  REGEX,
  startOf,
  STRING,
  TEMPLATE_HEAD,
  TEMPLATE_MIDDLE,
  upOf,
  type Stops,
} from './stops.ts';
import {
  ARRAY,
  ARROW_PARAMETERS,
  BLOCK,
  FOR_HEAD,
  holdsStatements,
  isBody,
  isParameters,
  OBJECT,
  PROGRAM,
} from './role.ts';

export type Declarer = 'var' | 'let' | 'const';

/** Seen everywhere, where the program is no classic script: there it declares nothing that could shadow. */
export const PROGRAM_WIDE: Span = { start: 0, end: Infinity };

const spanOf = (t: Stops, opener: number): Span => ({
  start: startOf(t, opener),
  end: endOf(t, linkOf(t, opener)),
});

/** Of what `var` declares at a place. */
function functionRange(t: Stops, place: number): Span {
  let group = groupAt(t, place);
  while (!isBody(roleOf(t, group)) && group !== 0) group = upOf(t, group);
  return group === 0 ? PROGRAM_WIDE : spanOf(t, group);
}

/** Of what `let` and its like declare. */
function blockRange(t: Stops, place: number): Span {
  let group = groupAt(t, place);
  for (; group !== 0; group = upOf(t, group)) {
    const role = roleOf(t, group);
    if (isBody(role) || role === BLOCK) return spanOf(t, group);
    if (role === FOR_HEAD) return { start: startOf(t, group), end: bodyEnd(t, group) };
  }
  return PROGRAM_WIDE;
}

/** Where the block after parentheses ends. */
function bodyEnd(t: Stops, parameters: number): number {
  const body = after(t, endOf(t, linkOf(t, parameters)));
  if (body.kind === 123) return endOf(t, linkOf(t, body.stop));
  leave(t, 'body without braces');
  return t.source.length;
}

/** Of what the parameters of a function, or of a catch, declare. */
export function parameterRange(t: Stops, parameters: number): Span {
  const isArrow = roleOf(t, parameters) === ARROW_PARAMETERS;
  const end = isArrow ? arrowEnd(t, endOf(t, linkOf(t, parameters))) : bodyEnd(t, parameters);
  return { start: startOf(t, parameters), end };
}

/** Where an arrow function ends whose parameters end at a place. */
export function arrowEnd(t: Stops, parametersEnd: number): number {
  const arrow = after(t, parametersEnd);
  const body = after(t, arrow.end);
  return body.kind === 123 ? endOf(t, linkOf(t, body.stop)) : expressionEnd(t, body);
}

const endsOperand = (t: Stops, token: Token): boolean =>
  token.kind === WORD
    ? !isOperatorWord(t, token) || isMemberName(t, token)
    : isLiteral(token.kind) || token.kind === 41 || token.kind === 93 || token.kind === 125;

const isInfixWord = (t: Stops, token: Token): boolean =>
  ['in', 'instanceof', 'of', 'as'].some((word) => isWord(t, token, word));

/** Whether a token can only begin an expression or a statement. */
const isBeginning = (t: Stops, token: Token): boolean => {
  if (token.kind === WORD) return !isInfixWord(t, token);
  if (token.kind === 123) return roleOf(t, token.stop) === BLOCK;
  return token.kind === 33 || token.kind === 126 || token.kind === STRING || token.kind === REGEX;
};

/** Whether a statement ends between two tokens without a semicolon. */
const isBoundary = (t: Stops, last: Token, next: Token): boolean => {
  const isNewLine = breaksLine(t, last.end, next.start);
  if (last.kind === UPDATE) return isNewLine && isBeginning(t, next);
  if (!endsOperand(t, last) || (isModifier(t, last) && !isNewLine)) return false;
  return isBeginning(t, next) || (next.kind === UPDATE && isNewLine);
};

const isModifier = (t: Stops, token: Token): boolean => isWord(t, token, 'async');

/** Where the expression between two commas ends that begins with a token. */
function expressionEnd(t: Stops, first: Token): number {
  let conditions = 0;
  let last = first;
  for (let token = first; ;) {
    switch (token.kind) {
      case NOTHING:
      case 44:
      case 59:
      case 41:
      case 93:
      case 125:
      case TEMPLATE_MIDDLE:
        return last.end;
      case 63:
        conditions++;
        break;
      case 58:
        if (conditions-- === 0) return last.end;
    }
    if (token.kind === 8) return last.end;
    if (token !== first && isBoundary(t, last, token)) return last.end;
    const closer = token.stop === 0 ? 0 : linkOf(t, token.stop);
    last =
      closer > token.stop
        ? { kind: t.kinds[closer] ?? 0, start: startOf(t, closer), end: endOf(t, closer), stop: closer }
        : token;
    token = after(t, last.end);
  }
}

/** The word that makes what stands at a place, among the statements of a bracket, a declaration; null: it is none. */
export function declarer(t: Stops, place: number): Declarer | null {
  let next = before(t, place);
  if (next.kind === WORD) return isMemberName(t, next) ? null : declarerOf(t, next);
  if (next.kind !== 44) return null;
  for (;;) {
    const last = beforeWhole(t, next);
    if (isBoundary(t, last, next) && !isOperatorWord(t, next)) return null;
    switch (last.kind) {
      case NOTHING:
      case 59:
      case 123:
      case 40:
      case 91:
      case TEMPLATE_HEAD:
      case TEMPLATE_MIDDLE:
        return null;
      case 125:
        if (!endsValue(t, last.stop) && next.kind !== 44 && next.kind !== 58) return null;
        break;
      case WORD: {
        if (isMemberName(t, last)) break;
        const word = declarerOf(t, last);
        if (word !== null) return word;
        if (['return', 'throw', 'case', 'else', 'do'].some((one) => isWord(t, last, one))) return null;
      }
    }
    next = last;
  }
}

const declarerOf = (t: Stops, token: Token): Declarer | null =>
  (['var', 'let', 'const'] as const).find((word) => isWord(t, token, word)) ?? null;

export const declaredRange = (t: Stops, place: number, by: Declarer): Span =>
  by === 'var' ? functionRange(t, place) : blockRange(t, place);

/** What a literal in brackets, in which a name stands where a target would, turns out to be. */
export type Pattern = { readonly declares: Span; readonly by: Declarer | 'parameter' } | 'target' | 'value';

const isPlainAssign = (t: Stops, token: Token): boolean =>
  token.kind === ASSIGN && token.end === token.start + 1;

/** Whether a bracket's content is what the bracket around it takes for an element. */
function isElement(t: Stops, opener: number): boolean {
  const outer = upOf(t, opener);
  const role = roleOf(t, outer);
  if (role !== OBJECT && role !== ARRAY) return false;
  let last = before(t, startOf(t, opener), opener - 1);
  if (last.kind === SPREAD) last = before(t, last.start);
  if (role === ARRAY) return last.stop === outer || last.kind === 44;
  if (last.kind !== 58) return false;
  const key = before(t, last.start);
  if (key.kind !== WORD && key.kind !== STRING && key.kind !== 93) return false;
  const first = beforeWhole(t, key);
  return first.stop === outer || first.kind === 44;
}

export function patternOf(t: Stops, opener: number): Pattern {
  let at = opener;
  let isTarget = false;
  for (;;) {
    isTarget = isTarget || isPlainAssign(t, after(t, endOf(t, linkOf(t, at))));
    if (!isElement(t, at)) break;
    at = upOf(t, at);
  }
  const outer = upOf(t, at);
  const place = startOf(t, at);
  const last = before(t, place, at - 1);
  const role = roleOf(t, outer);
  if (isParameters(role)) {
    const isParameter = last.stop === outer || last.kind === 44 || last.kind === SPREAD;
    if (isParameter) return { declares: parameterRange(t, outer), by: 'parameter' };
  } else if (holdsStatements(role) || role === PROGRAM || role === FOR_HEAD) {
    const by = declarer(t, place);
    if (by !== null) return { declares: declaredRange(t, place, by), by };
    if (role === FOR_HEAD && last.stop === outer) {
      const next = after(t, endOf(t, linkOf(t, at)));
      if (isInfixWord(t, next)) return 'target';
    }
  }
  return isTarget ? 'target' : 'value';
}
