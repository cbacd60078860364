// A worker's script, with the injected bundle in front of it.
import { WORKER_BOOT, withRuntime, type Boot } from '../../protocol/boot.ts';
import type { RewriteContext } from '../rewrite/context.ts';
import { parseScript } from '../rewrite/script-parse.ts';
import { rewriteScript } from '../rewrite/script.ts';

const STRICT = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*(?:"use strict"|'use strict')/;

/** Whether only a module can say this: the request does not tell of which type the worker is. */
function isModule(source: string): boolean {
  if (!/\b(?:import|export)\b/.test(source)) return false;
  const statements = parseScript(source, 'module')?.program.body ?? [];
  return statements.some(({ type }) => /^(?:Import|Export)\w*Declaration$/.test(type));
}

/**
 * Static imports run before anything else, so a module imports the bundle first; else the bundle's text works in both
 * types. It takes a part of the first line only, and the script is told how much: its lines keep their numbers.
 */
export function workerScript(
  source: string,
  context: RewriteContext & { readonly boot: Boot },
  bundle: Buffer,
): string {
  const { boot } = context;
  if (isModule(source)) {
    return withRuntime(rewriteScript(source, 'module', context), boot, context.injectUrl, 'module');
  }
  const strict = STRICT.test(source) ? '"use strict";' : '';
  const code = bundle.toString('utf8').trimEnd();
  const prelude = (length: number): string =>
    `${strict}self.${WORKER_BOOT}=${JSON.stringify({ ...boot, prelude: length })};${code};`;
  // Its length stands in it: told once more where that made it longer.
  let length = 0;
  while (prelude(length).length !== length) ({ length } = prelude(length));
  // A hashbang is one only at a file's very start.
  return prelude(length) + rewriteScript(source, 'script', context).replace(/^#!/, '//');
}
