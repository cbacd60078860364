// Scripts: what is valid stays valid, and what is none is passed on.
import { lexScript } from '../../proxy/rewrite/lexer/lexer.ts';
import { rewriteScript } from '../../proxy/rewrite/script.ts';
import { parseScript, type ScriptKind } from '../../proxy/rewrite/script-parse.ts';
import { read } from './input.ts';

export const seeds: readonly string[] = [
  'const { location: a = top, ...b } = window; a?.href; window["location"] = `x${top}`;',
  'with (this) { location /= 2 } function f(location) { return eval("location") }',
  'import a, { b as c } from "https://cdn.example/x"; export default import.meta.url; await import(a);',
  'x = a / location / g; y = /[/]location/g.test(top); label: for (top of []) break label',
  'class A extends B { static location = 1; #top; get eval() { return super.location } }',
  'parent.postMessage(a, "*"); delete window.location; typeof top; ({ location, top() {} })',
];

const KINDS: readonly ScriptKind[] = ['script', 'module'];

export function fuzz(data: Uint8Array): void {
  const { text } = read(data);
  // In code that is right nothing of ours is there yet.
  if (text.includes('$ls')) return;
  for (const kind of KINDS) {
    try {
      lexScript(text, kind === 'module');
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    const isValid = parseScript(text, kind) !== null;
    const out = rewriteScript(text, kind);
    if (isValid && out !== text && parseScript(out, kind) === null)
      throw new Error(`no ${kind} any more: ${out}`);
  }
}
