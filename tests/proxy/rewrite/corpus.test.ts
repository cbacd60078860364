// Scripts that nobody here wrote: what is rewritten still parses, and the tree differs in nothing but our calls.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'meriyah';
import { rewriteScript, scriptFailures } from '../../../proxy/rewrite/script.ts';

const modules = join(__dirname, '../../../node_modules');
const folders = [
  'swagger-ui-dist',
  'reveal.js/dist',
  'react-dom/cjs',
  'jquery/dist',
  'playwright-core/lib/vite/traceViewer/assets',
  'socket.io-client/dist',
  'uglify-js/lib',
  '@node-red/editor-client/public/red',
  'mqtt/dist',
];
const MAX_SIZE = 900_000;

const files = folders.flatMap((folder) => {
  try {
    return readdirSync(join(modules, folder))
      .filter((name) => /\.m?js$/.test(name))
      .map((name) => join(modules, folder, name))
      .filter((path) => statSync(path).size < MAX_SIZE)
      .slice(0, 6);
  } catch {
    // Not every package has to be there.
    return [];
  }
});

/** Takes our calls out of a text again. Their closing brackets stay, so the texts are compared without brackets. */
const withoutCalls = (text: string): string =>
  text
    .replace(/ ?\$ls\.[wpgsim]\(/g, '')
    .replace(/\b(location|top|eval):\$ls\.\1/g, '$1')
    .replace(/\$ls\.(?=location|top|eval)/g, '')
    .replace(/[()?.\s]/g, '');

test('there is a corpus', () => expect(files.length).toBeGreaterThan(10));

test.each(files.map((path) => [path.slice(modules.length + 1), path]))('%s', (_name, path) => {
  const source = readFileSync(path, 'utf8');
  const kind = /esm|\.mjs$/.test(path) || /^\s*(?:import|export)\b/m.test(source) ? 'module' : 'script';
  const failures = scriptFailures();
  const out = rewriteScript(source, kind);
  expect(scriptFailures()).toBe(failures);
  if (out === source) return;
  expect(() =>
    parse(out, { next: true, webcompat: true, validateRegex: false, sourceType: kind }),
  ).not.toThrow();
  expect(withoutCalls(out)).toBe(withoutCalls(source));
});
