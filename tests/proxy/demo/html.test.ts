import fc from 'fast-check';
import { html, trusted } from '../../../proxy/demo/html.ts';

test('text in a hole never becomes markup', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(html`${text}`.text).not.toMatch(/[<>"']/)));
});

test('text in a hole says what it said', () => {
  expect(html`${'<a href="x">&\'</a>'}`.text).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;');
});

test('markup, numbers, lists and nothing fill a hole as one expects', () => {
  const items = [1, 2].map((it) => html`<b>${it}</b>`);
  expect(html`${items}${null}${false}${undefined}${trusted('<hr>')}`.text).toBe('<b>1</b><b>2</b><hr>');
});
