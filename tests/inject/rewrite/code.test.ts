import { rewriteJavascriptUrl, unrewritten } from '../../../inject/rewrite/code.ts';
import { rewriteScript } from '../../../proxy/rewrite/script.ts';

test.each([
  'return location.href',
  'window.location.host + top.x',
  'f(a).location.assign(g(")", h))',
  'x.postMessage(a, "*")',
  'eval("a(b") + eval(c)',
  'import(a + (b))',
  'const { location: l } = window',
  'a["b(" + location.pathname]',
  '"no ( parenthesis" + (1)',
])('a page reads its own source: %s', (source) => {
  expect(unrewritten(rewriteScript(source, 'function-body'))).toBe(source);
});

test('a handler in markup is read as written', () => {
  expect(unrewritten(`<p onclick="x = $ls.w(a).location.href" title='$ls.location'>`)).toBe(
    `<p onclick="x = a.location.href" title='location'>`,
  );
});

test('a javascript: URL is read as written', () => {
  const code = `'<p>' + top.x + "\\"</p>"`;
  const ours = `javascript:$ls.d(eval(${JSON.stringify(rewriteScript(code, 'script'))}))`;
  expect(ours).toContain('$ls.top');
  expect(unrewritten(ours)).toBe(`javascript:${code}`);
  expect(unrewritten('$ls.d(eval("\\x"))')).toContain('x');
});

test('a javascript: URL over several lines is one line, as for the browser', () => {
  expect(rewriteJavascriptUrl(`java\nscript:"<p>\n%22%\t2"`)).toBe(
    `javascript:$ls.d(eval("\\"<p>\\"%252\\""))`,
  );
  expect(rewriteJavascriptUrl('javascript:void 0')).toBe('javascript:void 0');
  expect(rewriteJavascriptUrl('https://javascript:1/')).toBeNull();
});

test('text without ours is the same text', () => {
  expect(unrewritten('a ( b "c')).toBe('a ( b "c');
});
