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
  PROGRAM,
  BLOCK,
  FUNCTION_BODY,
  METHOD_BODY,
  ARROW_BODY,
  STATIC_BODY,
  CLASS_BODY,
  OBJECT,
  CLAUSE,
  HEAD,
  FOR_HEAD,
  CATCH_HEAD,
  FUNCTION_PARAMETERS,
  METHOD_PARAMETERS,
  ARROW_PARAMETERS,
  CALL,
  GROUPING,
  ARRAY,
  MEMBER,
  KEY,
  HOLE,
  holdsStatements,
  isHead,
} from './role.ts';
import { beforeWhole, classWord, openerBefore, functionWord, isDeclaration, endsLabel } from './statement.ts';
import {
  endOf,
  groupAt,
  kindOf,
  leave,
  linkOf,
  startOf,
  STRING,
  TEMPLATE_HEAD,
  upOf,
  type Stops,
} from './stops.ts';

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
    if (!follows(t, last, 'function') && isKey(t, last, around)) return METHOD_PARAMETERS;
  }
  const head = headRole(t, last);
  if (head !== 0) return head;
  if (follows(t, last, 'function')) return FUNCTION_PARAMETERS;
  if (next.kind === ARROW) return ARROW_PARAMETERS;
  return isCallable(t, last) ? CALL : GROUPING;
}

const MODIFIERS = ['get', 'set', 'static', 'async'];

/** Whether a token is a key in an object or a class, rather than what a class extends: `{a: class extends b(c) {}}`. */
function isKey(t: Stops, key: Token, around: number): boolean {
  if (key.kind === 93) return roleOf(t, linkOf(t, key.stop)) === KEY;
  if (key.kind !== WORD && key.kind !== STRING) return false;
  let last = beforeWhole(t, key);
  if (last.kind === 35) last = before(t, last.start);
  if (last.kind === 123 || last.kind === 44 || last.kind === 42) return true;
  if (last.kind === WORD && MODIFIERS.some((word) => isWord(t, last, word))) return true;
  return around === CLASS_BODY && !isWord(t, last, 'extends') && last.kind !== 46;
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
  const group = groupAt(t, word.start);
  const head = kindOf(t, group) === 40 ? before(t, startOf(t, group), group - 1) : null;
  if (head === null || headRole(t, head) !== FOR_HEAD) return false;
  const last = before(t, word.start);
  if (last.kind === WORD) return !isOperatorWord(t, last) && !isForOf(t, last);
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
      return BLOCK;
    case 59:
      return roleOf(t, upOf(t, opener)) === FOR_HEAD ? OBJECT : BLOCK;
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
