// Whether a slash begins a regular expression or divides: told by what stands before it (ECMAScript section 12).
import {
  before,
  breaksLine,
  isMemberName,
  isOperatorWord,
  textOf,
  UPDATE,
  WORD,
  type Token,
} from './cursor.ts';
import { endsValue } from './bracket.ts';
import { isLiteral } from './cursor.ts';
import { leave, type Stops } from './stops.ts';

/** Names in sloppy code, operators elsewhere. */
const CONTEXTUAL = new Set(['yield', 'await', 'let', 'of']);

export function beginsRegex(t: Stops, at: number): boolean {
  const last = before(t, at, t.count - 1);
  if (last.kind === WORD) return afterWord(t, last);
  if (isLiteral(last.kind)) return false;
  if (last.kind === 41 || last.kind === 93 || last.kind === 125) return !endsValue(t, last.stop);
  if (last.kind === UPDATE) return isPrefix(t, last);
  return true;
}

function afterWord(t: Stops, word: Token): boolean {
  if (CONTEXTUAL.has(textOf(t, word)) && !isMemberName(t, word)) leave(t, 'slash');
  return isOperatorWord(t, word);
}

/** Of `++` and `--`. */
function isPrefix(t: Stops, update: Token): boolean {
  const operand = before(t, update.start);
  if (breaksLine(t, operand.end, update.start)) return true;
  if (operand.kind === WORD) return isOperatorWord(t, operand);
  return operand.kind !== 41 && operand.kind !== 93;
}
