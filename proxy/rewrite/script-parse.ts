// Parses a script's text by what it is the text of.
import { parse, type ESTree } from 'meriyah';

/** `handler`: an event handler attribute. `function-body`: what is given to the Function constructor. */
export type ScriptKind = 'script' | 'module' | 'handler' | 'function-body';

export interface Parsed {
  readonly program: ESTree.Program;
  /** What was parsed: the text, with `offset` characters put before it. */
  readonly source: string;
  readonly offset: number;
  readonly suffix: number;
}

interface Frame {
  readonly before: string;
  readonly after: string;
  readonly sourceType: 'script' | 'module';
}

const bare = (sourceType: 'script' | 'module'): Frame => ({ before: '', after: '', sourceType });
const body = (head: string): Frame => ({ before: `(${head}{`, after: '\n})', sourceType: 'script' });
const functionBody = [body('function()'), body('async function*()')];
// A script without a type may be loaded by either kind of tag.
const FRAMES: Readonly<Record<ScriptKind, readonly Frame[]>> = {
  script: [bare('script'), bare('module')],
  module: [bare('module')],
  handler: functionBody,
  'function-body': functionBody,
};

/** Null where it is no script that we understand; the browser may. */
export function parseScript(text: string, kind: ScriptKind): Parsed | null {
  for (const { before, after, sourceType } of FRAMES[kind]) {
    const source = before + text + after;
    try {
      // Regular expressions are the browser's to judge: it knows newer ones than the parser does.
      const program = parse(source, {
        sourceType,
        next: true,
        ranges: { start: true, end: true },
        webcompat: true,
        validateRegex: false,
      });
      return { program, source, offset: before.length, suffix: after.length };
    } catch {
      // Not a script of this kind, or nested too deep for the parser: the next kind, or none.
      continue;
    }
  }
  return null;
}
