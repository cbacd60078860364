// The tag that starts the injected script.
import type { Boot } from '../../protocol/boot.ts';
import { encodeAttribute } from './attribute-text.ts';

/** Stands before every script of the site; the script takes its own element away again. */
export function bootTag(boot: Boot, injectUrl: string, syntax: 'html' | 'xml' = 'html'): string {
  const said = encodeAttribute(JSON.stringify(boot), '"');
  const namespace = syntax === 'xml' ? ' xmlns="http://www.w3.org/1999/xhtml"' : '';
  const nonce = boot.nonce === '' ? '' : ` nonce="${boot.nonce}"`;
  return `<script${namespace}${nonce} src="${encodeAttribute(injectUrl, '"')}" data-lockstep="${said}"></script>`;
}
