// The text of a script element, by what its type makes of it: HTML Standard, "prepare the script element".
import type { RewriteContext } from './context.ts';
import { rewriteImportMap } from './import-map.ts';
import { rewriteScript } from './script.ts';

type ScriptType = 'script' | 'module' | 'importmap' | 'speculationrules' | 'data';

/** MIME Sniffing Standard, "JavaScript MIME type". */
const JAVASCRIPT =
  /^(?:text\/(?:javascript(?:1\.[0-5])?|ecmascript|jscript|livescript|x-ecmascript|x-javascript)|application\/(?:javascript|ecmascript|x-ecmascript|x-javascript))$/;

/** `type` and `language`: the element's attributes, undefined where it has none. */
export function scriptType(type: string | undefined, language: string | undefined): ScriptType {
  if (type === undefined)
    return !language || JAVASCRIPT.test(`text/${language.toLowerCase()}`) ? 'script' : 'data';
  const kind = type.trim().toLowerCase();
  if (type === '' || JAVASCRIPT.test(kind)) return 'script';
  return kind === 'module' || kind === 'importmap' || kind === 'speculationrules' ? kind : 'data';
}

export function rewriteScriptText(
  text: string,
  type: ScriptType,
  context: RewriteContext,
  base: string,
): string {
  switch (type) {
    case 'script':
    case 'module':
      return rewriteScript(text, type, { ...context, url: base });
    case 'importmap':
      return rewriteImportMap(text, context, base);
    case 'speculationrules':
      // Pages loaded ahead of time would be live before anybody looks at them.
      return '{}';
    case 'data':
      return text;
  }
}
