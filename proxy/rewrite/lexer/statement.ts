// Where statements, functions and classes begin: what a bracket's role depends on, and what depends on that.
import { roleOf, endsValue } from './bracket.ts';
import {
  WORD,
  OPTIONAL,
  UPDATE,
  NOTHING,
  type Token,
  before,
  isWord,
  breaksLine,
  isMemberName,
  isOperatorWord,
  isLiteral,
} from './cursor.ts';
import { ARROW_BODY, holdsStatements } from './role.ts';
import {
  groupAt,
  kindOf,
  TEMPLATE_HEAD,
  TEMPLATE_MIDDLE,
  type Stops,
  leave,
  startOf,
  linkOf,
} from './stops.ts';

/** The token before the bracket or the token that ends at a token. */
export const beforeWhole = (t: Stops, token: Token): Token => {
  const opener = token.stop === 0 ? 0 : linkOf(t, token.stop);
  return before(t, opener !== 0 && opener < token.stop ? startOf(t, opener) : token.start);
};

/** The `class` whose body a `{` opens. */
export function classWord(t: Stops, opener: number): Token | null {
  let at = before(t, startOf(t, opener), opener - 1);
  // "class A extends b.c(d)[e] {"
  for (;;) {
    if (at.kind === WORD && !isMemberName(t, at)) {
      if (isWord(t, at, 'class')) return at;
      const previous = before(t, at.start);
      if (isWord(t, previous, 'class') && !isMemberName(t, previous)) return previous;
      if (isWord(t, at, 'extends')) {
        if (isWord(t, previous, 'class')) return previous;
        const word = before(t, previous.start);
        return isWord(t, word, 'class') ? word : null;
      }
      if (!isWord(t, previous, 'extends')) return null;
      at = previous;
      continue;
    }
    const isOfChain =
      at.kind === WORD ||
      at.kind === 46 ||
      at.kind === 41 ||
      at.kind === 93 ||
      at.kind === OPTIONAL ||
      at.kind === 35;
    if (!isOfChain) return at.kind === 125 ? heritageOfValue(t, at) : null;
    at = beforeWhole(t, at);
  }
}

/** "class extends class {} {", "class extends (function () {}) {": rare. */
function heritageOfValue(t: Stops, last: Token): null {
  const previous = beforeWhole(t, last);
  if (isWord(t, previous, 'extends')) leave(t, 'heritage');
  return null;
}

/** The `(` of the parentheses that end before a bracket. */
export const openerBefore = (t: Stops, bracket: number): number =>
  linkOf(t, before(t, startOf(t, bracket), bracket - 1).stop);

/** The `function` before its parameters. */
export function functionWord(t: Stops, parameters: number): Token {
  let at = before(t, startOf(t, parameters), parameters - 1);
  for (let i = 0; i < 2 && !isWord(t, at, 'function'); i++) at = before(t, at.start);
  return at;
}

/** Whether a `function` or a `class` stands where a statement begins. */
export function isDeclaration(t: Stops, word: Token): boolean {
  let last = before(t, word.start);
  if (isWord(t, last, 'async') && !breaksLine(t, last.end, word.start)) last = before(t, last.start);
  return endsStatement(t, last, word.start);
}

/** Whether a statement may begin at a place, after this token. */
function endsStatement(t: Stops, last: Token, place: number): boolean {
  switch (last.kind) {
    case NOTHING:
    case 59:
      return true;
    case 123:
      return holdsStatements(roleOf(t, last.stop));
    case 58:
      return endsLabel(t, last);
    case WORD:
      if (isMemberName(t, last)) return true;
      if (['else', 'do', 'export', 'default'].some((word) => isWord(t, last, word))) return true;
      if (isWord(t, last, 'return')) return breaksLine(t, last.end, place);
      return !isOperatorWord(t, last);
    case 125:
    case 93:
    case 41:
    case UPDATE:
      return true;
    default:
      return isLiteral(last.kind);
  }
}

/** Whether a colon ends a label or a case, rather than a key or the middle of a condition. */
export function endsLabel(t: Stops, colon: Token): boolean {
  // Among an object's keys there may be very many tokens to go back over.
  const group = groupAt(t, colon.start);
  if (group !== 0 && (kindOf(t, group) !== 123 || !holdsStatements(roleOf(t, group)))) return false;
  let depth = 0;
  let at = before(t, colon.start);
  for (let first = true; ; first = false) {
    switch (at.kind) {
      case NOTHING:
      case 59:
        return true;
      case 123:
        return holdsStatements(roleOf(t, at.stop));
      case 40:
      case 91:
      case TEMPLATE_HEAD:
      case TEMPLATE_MIDDLE:
        return false;
      case 125:
        // "a ? () => {} : b"
        if (!endsValue(t, at.stop) && roleOf(t, linkOf(t, at.stop)) !== ARROW_BODY) return true;
        break;
      case 63:
        if (depth-- === 0) return false;
        break;
      case 58:
        depth++;
        break;
      case WORD:
        if (isWord(t, at, 'case') && !isMemberName(t, at)) return true;
        if (first && isWord(t, at, 'default')) return true;
    }
    at = beforeWhole(t, at);
  }
}
