import { javascriptOf, javascriptUrl } from '../../protocol/javascript-url.ts';
import { rewriteScript } from './script.ts';

/** Rewrites the script in a javascript: URL; comes back as written where there is nothing to do. */
export function rewriteJavascriptUrl(text: string): string {
  const script = javascriptOf(text);
  if (script === null) return text;
  const rewritten = rewriteScript(script, 'script');
  return rewritten === script ? text : javascriptUrl(rewritten);
}
