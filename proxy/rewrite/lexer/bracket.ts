// What brackets enclose: told by what stands before them and, of parentheses, after.
import {
  after,
  ARROW,
  before,
  breaksLine,
  isLiteral,
  isMemberName,
  isOperatorWord,
  isWord,
  NOTHING,
  OPTIONAL,
  textOf,
  UPDATE,
  WORD,
  type Token,
} from './cursor.ts';
import {
  endOf,
  kindOf,
  leave,
  linkOf,
  startOf,
  TEMPLATE_HEAD,
  TEMPLATE_MIDDLE,
  upOf,
  type Stops,
} from './stops.ts';

export const PROGRAM = 1;
/** Statements. */
export const BLOCK = 2;
export const FUNCTION_BODY = 3;
export const METHOD_BODY = 4;
export const ARROW_BODY = 5;
export const STATIC_BODY = 6;
export const CLASS_BODY = 7;
/** An object, or a pattern that looks like one. */
export const OBJECT = 8;
/** What is imported or exported by name. */
export const CLAUSE = 9;
/** After `if`, `while`, `switch`, `with`. */
export const HEAD = 10;
export const FOR_HEAD = 11;
export const CATCH_HEAD = 12;
/** A function's parameters. */
export const FUNCTION_PARAMETERS = 13;
export const METHOD_PARAMETERS = 14;
export const ARROW_PARAMETERS = 15;
/** What is called, with what. */
export const CALL = 16;
export const GROUPING = 17;
/** An array, or a pattern that looks like one. */
export const ARRAY = 18;
/** A member that is computed. */
export const MEMBER = 19;
/** A key that is computed. */
export const KEY = 20;
export const HOLE = 21;

export const isBody = (role: number): boolean => role >= FUNCTION_BODY && role <= STATIC_BODY;
export const holdsStatements = (role: number): boolean => role >= PROGRAM && role <= STATIC_BODY;
export const isParameters = (role: number): boolean => role >= CATCH_HEAD && role <= ARROW_PARAMETERS;
export const isHead = (role: number): boolean => role >= HEAD && role <= CATCH_HEAD;

/** What an opening bracket opens. */
export function roleOf(t: Stops, opener: number): number {
  if (opener === 0) return PROGRAM;
  const known = t.roles[opener] ?? 0;
  if (known !== 0) return known;
  const role = findRole(t, opener);
  // What stands after a bracket that is open yet is not known.
  if (linkOf(t, opener) > opener || kindOf(t, opener) === 123) t.roles[opener] = role;
  return role;
}

function findRole(t: Stops, opener: number): number {
  switch (kindOf(t, opener)) {
    case TEMPLATE_HEAD:
      return HOLE;
    case 40:
      return parenthesis(t, opener);
    case 91:
      return squareBracket(t, opener);
    default:
      return brace(t, opener);
  }
}

const HEADS: Readonly<Record<string, number>> = {
  if: HEAD,
  while: HEAD,
  switch: HEAD,
  with: HEAD,
  for: FOR_HEAD,
  catch: CATCH_HEAD,
};

/** Whether a closing bracket ends a value, which an operator may follow. */
export function endsValue(t: Stops, closer: number): boolean {
  const opener = linkOf(t, closer);
  const kind = kindOf(t, opener);
  if (kind === 91) return true;
  if (kind === 40) return headRole(t, before(t, startOf(t, opener), opener - 1)) === 0;
  const role = roleOf(t, opener);
  if (role === OBJECT) return true;
  if (role === FUNCTION_BODY) return !isDeclaration(t, functionWord(t, openerBefore(t, opener)));
  if (role === CLASS_BODY) {
    const word = classWord(t, opener);
    return word !== null && !isDeclaration(t, word);
  }
  return false;
}

/** The role of a parenthesis after `if` and its like; 0: another one. */
function headRole(t: Stops, last: Token): number {
  if (last.kind !== WORD) return 0;
  const text = textOf(t, last);
  if (text === 'await') return isWord(t, before(t, last.start), 'for') ? FOR_HEAD : 0;
  const role = Object.hasOwn(HEADS, text) ? (HEADS[text] ?? 0) : 0;
  return role !== 0 && isMemberName(t, last) ? 0 : role;
}

function parenthesis(t: Stops, opener: number): number {
  const last = before(t, startOf(t, opener), opener - 1);
  const next = after(t, endOf(t, linkOf(t, opener)));
  const around = roleOf(t, upOf(t, opener));
  if (next.kind === 123 && (around === OBJECT || around === CLASS_BODY)) {
    if (!follows(t, last, 'function')) return METHOD_PARAMETERS;
  }
  const head = headRole(t, last);
  if (head !== 0) return head;
  if (follows(t, last, 'function')) return FUNCTION_PARAMETERS;
  if (next.kind === ARROW) return ARROW_PARAMETERS;
  return isCallable(t, last) ? CALL : GROUPING;
}

/** Whether a token is this word, or a star or a name after it. */
function follows(t: Stops, last: Token, word: string): boolean {
  let at = last;
  for (let i = 0; i < 3; i++) {
    if (isWord(t, at, word)) return !isMemberName(t, at);
    if (at.kind !== WORD && at.kind !== 42) return false;
    at = before(t, at.start);
  }
  return false;
}

/** Whether a call, a member or a template may follow a token. */
export function isCallable(t: Stops, last: Token): boolean {
  if (last.kind === WORD) {
    if (isForOf(t, last)) return false;
    return !isOperatorWord(t, last) || isWord(t, last, 'import');
  }
  if (last.kind === 41 || last.kind === 93 || last.kind === 125) return endsValue(t, last.stop);
  return isLiteral(last.kind) || last.kind === OPTIONAL;
}

/** Whether a word is the `of` of a loop. */
export function isForOf(t: Stops, word: Token): boolean {
  if (!isWord(t, word, 'of')) return false;
  const last = before(t, word.start);
  if (last.kind === WORD) return !isOperatorWord(t, last);
  return last.kind === 93 || last.kind === 125;
}

function squareBracket(t: Stops, opener: number): number {
  const last = before(t, startOf(t, opener), opener - 1);
  const around = roleOf(t, upOf(t, opener));
  if (around === CLASS_BODY && last.kind !== 61 && !isAfterAssign(t, last)) return KEY;
  if (around === OBJECT) {
    if (last.kind === 123 || last.kind === 44) return KEY;
    const isModifier = ['get', 'set', 'async'].some((word) => isWord(t, last, word)) || last.kind === 42;
    const previous = before(t, last.start);
    if (
      isModifier &&
      (previous.stop === upOf(t, opener) || previous.kind === 44 || isWord(t, previous, 'async'))
    )
      return KEY;
  }
  return isCallable(t, last) ? MEMBER : ARRAY;
}

/** Whether a field's value has begun before a token: `a = b[c]`. */
function isAfterAssign(t: Stops, last: Token): boolean {
  let at = last;
  for (;;) {
    if (at.kind === 13) return true;
    if (at.kind === NOTHING || at.kind === 59 || at.kind === 123) return false;
    if (at.kind === 125 && !endsValue(t, at.stop)) return false;
    const start =
      at.stop === 0 ? at.start : startOf(t, linkOf(t, at.stop) === 0 ? at.stop : linkOf(t, at.stop));
    at = before(t, start);
  }
}

const BEFORE_BLOCK = new Set(['else', 'do', 'try', 'finally', 'catch']);

function brace(t: Stops, opener: number): number {
  const start = startOf(t, opener);
  const last = before(t, start, opener - 1);
  switch (last.kind) {
    case NOTHING:
    case 59:
      return BLOCK;
    case WORD:
      return braceAfterWord(t, opener, last);
    case 41:
      return braceAfterParenthesis(t, opener, last);
    case ARROW:
      return ARROW_BODY;
    case 123:
      return braceInBrace(t, last.stop);
    case 125:
      return braceAfterValue(t, opener, last);
    case 58:
      return endsLabel(t, last) ? BLOCK : OBJECT;
    case UPDATE:
      return BLOCK;
    default:
      if (isLiteral(last.kind) || last.kind === 93) return braceAfterValue(t, opener, last);
      return OBJECT;
  }
}

function braceInBrace(t: Stops, outer: number): number {
  const role = roleOf(t, outer);
  if (!holdsStatements(role)) leave(t, 'brace');
  return BLOCK;
}

function braceAfterWord(t: Stops, opener: number, last: Token): number {
  const word = textOf(t, last);
  const around = roleOf(t, upOf(t, opener));
  if (!isMemberName(t, last)) {
    if (BEFORE_BLOCK.has(word)) return BLOCK;
    if (word === 'class') return CLASS_BODY;
    if (word === 'import' || word === 'export') return CLAUSE;
    if (word === 'static' && around === CLASS_BODY) return STATIC_BODY;
    if (word === 'return' && breaksLine(t, last.end, startOf(t, opener))) return BLOCK;
    if (isOperatorWord(t, last) || isForOf(t, last)) return OBJECT;
    // "import a, {b} from".
    if (word === 'let') return OBJECT;
  }
  return braceAfterValue(t, opener, last);
}

function braceAfterParenthesis(t: Stops, opener: number, last: Token): number {
  const role = roleOf(t, linkOf(t, last.stop));
  if (role === FUNCTION_PARAMETERS) return FUNCTION_BODY;
  if (role === METHOD_PARAMETERS) return METHOD_BODY;
  if (isHead(role)) return BLOCK;
  return braceAfterValue(t, opener, last);
}

/** After a value only a class's body can stand, or a new statement. */
function braceAfterValue(t: Stops, opener: number, last: Token): number {
  if (classWord(t, opener) !== null) return CLASS_BODY;
  if (last.kind !== 125 || endsValue(t, last.stop)) {
    if (!breaksLine(t, last.end, startOf(t, opener))) leave(t, 'brace');
  }
  return BLOCK;
}

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
        if (!endsValue(t, at.stop)) return true;
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
