import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { parse } from 'meriyah';
import type { ScriptKind } from '../../../proxy/rewrite/script-parse.ts';
import { rewriteScript, scriptFailures } from '../../../proxy/rewrite/script.ts';
import { cdn, fragmentContext } from './page.ts';

const forms: Record<string, [before: string, after: string][]> = {
  'free names': [
    ['x = location', 'x = $ls.location'],
    ['location = "/a"', '$ls.location = "/a"'],
    ['location += "#a"', '$ls.location += "#a"'],
    ['location++', '$ls.location++'],
    ['typeof location', 'typeof $ls.location'],
    [
      'if (top !== self) top.location = self.location',
      'if ($ls.top !== self) $ls.w($ls.top).location = $ls.w(self).location',
    ],
    ['f({location})', 'f({location:$ls.location})'],
    ['f({top, location: location})', 'f({top:$ls.top, location: $ls.location})'],
    ['for (location of list);', 'for ($ls.location of list);'],
    ['[location] = list', '[$ls.location] = list'],
    ['({a: location} = o)', '({a: $ls.location} = o)'],
    ['`${location}`', '`${$ls.location}`'],
    ['f(...top)', 'f(...$ls.top)'],
    ['(x = location) => x', '(x = $ls.location) => x'],
    [
      'class A { location = location; [location] = 1 }',
      'class A { location = $ls.location; [$ls.location] = 1 }',
    ],
    ['new location.Foo()', 'new ($ls.location.Foo)()'],
    ['var location = "/x", b = 1', 'var {} = [$ls.location = "/x"], b = 1'],
    ['"use strict"; location', '"use strict"; $ls.location'],
  ],
  'names that are something else': [
    ['function f(location) { return location }', 'function f(location) { return location }'],
    ['function f() { use(location); var location }', 'function f() { use(location); var location }'],
    ['{ let top = 1; use(top) } top', '{ let top = 1; use(top) } $ls.top'],
    ['try {} catch (location) { location }', 'try {} catch (location) { location }'],
    ['(function location() { location })', '(function location() { location })'],
    ['(function () { { function top() {} } top() })', '(function () { { function top() {} } top() })'],
    ['(class top { m() { top } })', '(class top { m() { top } })'],
    ['(class { static { var top; top } })', '(class { static { var top; top } })'],
    [
      '({location: 1, top() {}, get location() {}}).left',
      '({location: 1, top() {}, get location() {}}).left',
    ],
    ['top: for (;;) break top', 'top: for (;;) break top'],
    ['delete x.location', 'delete x.location'],
    ['x.top + rect.top', 'x.top + rect.top'],
    ['"location" + /top/', '"location" + /top/'],
    ['for (const location of x) location', 'for (const location of x) location'],
    ['(({location}) => location)', '(({location}) => location)'],
    [
      'class B extends A { m() { return super.location } }',
      'class B extends A { m() { return super.location } }',
    ],
    ['function f(a = location) { var location }', 'function f(a = $ls.location) { var location }'],
    ['function eval2(eval) { eval(x) }', 'function eval2(eval) { eval(x) }'],
    ['eval.call(x) + {eval: 1}.eval', '$ls.eval.call(x) + {eval: 1}.eval'],
    ['port.postMessage(x)', 'port.postMessage(x)'],
  ],
  evals: [
    ['(0, eval)(x)', '(0, $ls.eval)(x)'],
    ['eval?.(x)', '$ls.eval?.(x)'],
    ['e = eval; e(x)', 'e = $ls.eval; e(x)'],
    ['({ eval })', '({ eval:$ls.eval })'],
    ['typeof eval', 'typeof $ls.eval'],
    ['window.eval(x)', '$ls.w(window).eval(x)'],
    ['math.eval(x)', 'math.eval(x)'],
    ['eval()', 'eval()'],
    ['eval = x', 'eval = x'],
    ['var eval; eval.x', 'var eval; $ls.eval.x'],
    ['function f(eval) { return eval }', 'function f(eval) { return eval }'],
  ],
  members: [
    ['window.location.href', '$ls.w(window).location.href'],
    ['x?.location', '$ls.w(x)?.location'],
    ['a?.b.location.href', '$ls.w(a?.b)?.location.href'],
    ['a?.b["location"]', '$ls.w(a?.b)?.["location"]'],
    ['(a?.b).location', '($ls.w(a?.b)).location'],
    ['x["loc" + "ation"] = top', '$ls.w(x)["loc" + "ation"] = $ls.top'],
    ['x[`location`] = 1', '$ls.w(x)[`location`] = 1'],
    ['(a, b).location', '($ls.w((a, b))).location'],
    ['x.location(1)', '$ls.w(x).location(1)'],
    ['x.location.location', '$ls.w($ls.w(x).location).location'],
    ['new x.location.Y(1)', 'new ($ls.w(x).location.Y)(1)'],
    ['new x.Y(1, location)', 'new x.Y(1, $ls.location)'],
    ['function f(){return[x].location}', 'function f(){return $ls.w([x]).location}'],
    ['this.location', '$ls.w(this).location'],
    ['this.top', '$ls.w(this).top'],
    ['class A { m() { return this.top } }', 'class A { m() { return this.top } }'],
    ['class A { m() { return () => this.top } }', 'class A { m() { return () => this.top } }'],
    ['window.top === window.self', '$ls.w(window).top === window.self'],
    ['e.top !== e', '$ls.w(e).top !== e'],
    ['e.top.location', '$ls.w($ls.w(e).top).location'],
    ['f.contentWindow.top', '$ls.w(f.contentWindow).top'],
    ['window[k] + top', '$ls.w(window)[k] + $ls.top'],
    ['window[k]()', 'window[k]()'],
    ['window[k] = top', 'window[k] = $ls.top'],
    [
      '(function (window) { return window[k] + location })',
      '(function (window) { return window[k] + $ls.location })',
    ],
    ['[a.location] = b', '[$ls.w(a).location] = b'],
  ],
  patterns: [
    ['const {location} = window', 'const {location} = $ls.w(window)'],
    ['const {location: a, top: b} = window', 'const {location: a, top: b} = $ls.w(window)'],
    ['const {top} = window', 'const {top} = $ls.w(window)'],
    ['const {top, left} = rect', 'const {top, left} = rect'],
    [
      '(() => { const {location} = props; return location })',
      '(() => { const {location} = $ls.w(props); return location })',
    ],
    ['({location} = o)', '({location:$ls.location} = $ls.w(o))'],
    ['({location = 1} = o)', '({location:$ls.location = 1} = $ls.w(o))'],
    ['(({location} = window) => location)', '(({location} = $ls.w(window)) => location)'],
  ],
  calls: [
    ['eval(x)', 'eval($ls.s(x))'],
    ['eval(location)', 'eval($ls.s($ls.location))'],
    ['x.postMessage(a, b)', '$ls.p(x).postMessage(a, b)'],
    ['x?.y.postMessage(a, b)', '$ls.p(x?.y)?.postMessage(a, b)'],
    ['x.postMessage(...a)', '$ls.p(x).postMessage(...a)'],
    ['a.location.postMessage(b, c)', '$ls.p($ls.w(a).location).postMessage(b, c)'],
    ['import(x)', 'import($ls.i(x))'],
    ['import("./a.js").then(f)', 'import($ls.i("./a.js")).then(f)'],
  ],
  'scopes that only running tells': [
    ['with (o) { location; location = 1 }', 'with (o) { $ls.g(location); location = 1 }'],
    ['function f() { eval(x); return location }', 'function f() { eval($ls.s(x)); return $ls.g(location) }'],
    [
      'function f() { "use strict"; eval(x); return location }',
      'function f() { "use strict"; eval($ls.s(x)); return $ls.location }',
    ],
    ['eval(x); location', 'eval($ls.s(x)); $ls.location'],
  ],
};
for (const [name, cases] of Object.entries(forms)) {
  test.each(cases)(`${name}: %s`, (before, after) => {
    expect(rewriteScript(before, 'script')).toBe(after);
    expect(() => parse(after, { next: true, webcompat: true, sourceType: 'script' })).not.toThrow();
  });
}

test.each<[ScriptKind, string, string]>([
  ['module', 'import.meta.url', '$ls.m(import.meta).url'],
  ['module', 'import {location} from "./a.js"; location', 'import {location} from "./a.js"; location'],
  ['module', 'const top = 1; top', 'const top = 1; top'],
  ['module', 'import a from "https://cdn.example/a.js"', `import a from "${cdn}/a.js"`],
  ['module', 'export*from"//cdn.example/a.js"', `export*from"${cdn.slice(5)}/a.js"`],
  [
    'module',
    'export {a as location} from "https://cdn.example/a.js"',
    `export {a as location} from "${cdn}/a.js"`,
  ],
  ['handler', 'location.href = "/x"; return false', '$ls.location.href = "/x"; return false'],
  ['handler', 'location = this.href // go', '$ls.location = this.href // go'],
  ['function-body', 'var location = 1; return location', 'var location = 1; return location'],
  ['function-body', 'return await import(x)', 'return await import($ls.i(x))'],
  ['function-body', 'return top', 'return $ls.top'],
  ['script', '#!/usr/bin/x\nlocation', '#!/usr/bin/x\n$ls.location'],
  ['script', '<!-- top\nlocation\n--> top', '<!-- top\n$ls.location\n--> top'],
  ['script', 'import.meta.x', '$ls.m(import.meta).x'],
])('as %s: %s', (kind, before, after) => {
  expect(rewriteScript(before, kind, fragmentContext)).toBe(after);
});

test('what is no script comes back as it is, and is counted', () => {
  const before = scriptFailures();
  expect(rewriteScript('location = (1', 'script')).toBe('location = (1');
  expect(rewriteScript('location = = 1', 'handler')).toBe('location = = 1');
  expect(rewriteScript(`location${'+a'.repeat(200_000)}`, 'script')).toMatch(/location\+a/);
  expect(scriptFailures()).toBeGreaterThan(before);
});

test('the same script is looked up, by kind', () => {
  const long = `var location = 1; use(location); /* ${'x'.repeat(400)} */`;
  expect(rewriteScript(long, 'script')).toContain('$ls.location');
  expect(rewriteScript(long, 'script')).toContain('$ls.location');
  expect(rewriteScript(long, 'function-body')).toBe(long);
});

/** A global object with a location, and the runtime with nothing virtual about it. */
function world(): { readonly run: (text: string) => unknown } {
  const log: unknown[] = [];
  const place = {
    href: 'https://shop.example/',
    toString: () => 'https://shop.example/',
    assign: (url: string) => log.push(url),
  };
  const same = (value: unknown): unknown => value;
  const sandbox: Record<string, unknown> = { location: place, log };
  sandbox['window'] = sandbox;
  sandbox['self'] = sandbox;
  sandbox['top'] = sandbox;
  const runtime = { w: same, p: same, g: same, s: same, i: same, m: same, top: sandbox };
  sandbox['$ls'] = Object.defineProperty(runtime, 'location', {
    get: () => sandbox['location'],
    set: (value: unknown) => (sandbox['location'] = value),
  });
  createContext(sandbox);
  return {
    run: (text) => {
      try {
        const value: unknown = runInContext(text, sandbox);
        return JSON.stringify([
          typeof value === 'string' ? value : typeof value === 'number' ? value : typeof value,
          log,
          String(sandbox['location']),
        ]);
      } catch (error) {
        return `threw ${String(error).split(':')[0] ?? ''}`;
      }
    },
  };
}

const programs = [
  'location = "/a"; location + "b"',
  'window.location.assign("x"); top.location.href',
  'var o = {location, top: {location: 3}}; o.top.location + o.location.href',
  '(function () { var {location} = {location: 5}; return location })()',
  'with ({location: 7}) { log.push(location) } log.length',
  '(function () { eval("var location = 9"); return location })()',
  'var a = null; String(a?.b.location)',
  'var p = {m: {location() { return this === p.m }}}; p.m.location()',
  'var C = {location: {Y: function (a) { this.a = a }}}; new C.location.Y(4).a',
  'class A { location = 3; top = this.location + 1; get() { return this.top } }; new A().get()',
  'for (location of [1, 2]); location',
  'location += "#x"; typeof location',
  'var f = (location, top = location) => location + top; f(2) + location',
  '[location] = ["q"]; location',
  '({location} = {location: 8}); location',
  'top: for (;;) { break top } String(top)',
  'var {location: {href}, ...rest} = {location: {href: 1}, b: 2}; href + JSON.stringify(rest)',
  'null.location',
  'function g() { return[1].location } g()',
  'var x = Object.create(null); x.location = 4; const {location: y} = x; y',
];
test.each(programs)('runs the same: %s', (program) => {
  const rewritten = rewriteScript(program, 'script');
  expect(rewritten).toContain('$ls');
  expect(world().run(rewritten)).toBe(world().run(program));
});
test('runs the same where nothing is to be done', () => {
  const program = 'eval2 = 1; ({location: 1}).top';
  expect(rewriteScript(program, 'script')).toBe(program);
});

// Programs put together at random from what is known to be hard.
const expression = fc.letrec((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('location', 'top', 'o', '1', '"s"', 'window', 'o.location', 'this'),
    tie('e').map((e) => `(${String(e)}).location`),
    tie('e').map((e) => `(${String(e)})?.a?.location`),
    tie('e').map((e) => `[${String(e)}].location`),
    tie('e').map((e) => `({location, a: ${String(e)}})`),
    tie('e').map((e) => `(location => ${String(e)})(1)`),
    tie('e').map((e) => `(function(){ var top = 2; return ${String(e)} })()`),
    tie('e').map((e) => `(() => { const {location} = {location: ${String(e)}}; return location })()`),
    tie('e').map((e) => `(location = ${String(e)})`),
    tie('e').map((e) => `typeof ${String(e)}`),
    tie('e').map((e) => `(function(){ with (o) { return ${String(e)} } })()`),
    tie('e').map((e) => `(function(){ eval("var top = 3"); return ${String(e)} })()`),
    tie('e').map((e) => `(function(){return[${String(e)}].location})()`),
    fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(${String(a)}, ${String(b)})`),
  ),
})).e;
test('programs at random run the same', () => {
  fc.assert(
    fc.property(expression, (e) => {
      const program = `var o = {a: {location: 5}, location: 6}; String(${e})`;
      expect(world().run(rewriteScript(program, 'script'))).toBe(world().run(program));
    }),
    { numRuns: 400 },
  );
});
