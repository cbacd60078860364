// What a live browser sends is not believed: a mirror's document runs nothing and stays where it is.
import fc from 'fast-check';
import { parseOps } from '../../../protocol/dom.ts';
import { createReflector } from '../../../inject/mirror/reflect.ts';

/** All at once, however slow the machine is; sliced.test.ts has it otherwise. */
jest.mock('../../../inject/mirror/slices.ts', () => ({
  soon: (act: () => void) => act(),
  slice: (_: number, step: () => boolean) => {
    while (step());
    return false;
  },
}));

function reflecting(): {
  readonly copy: Document;
  readonly asked: string[];
  readonly hear: (seq: number, ops: string) => void;
} {
  const copy = document.implementation.createHTMLDocument('');
  const asked: string[] = [];
  const hands = {
    takesValue: () => true,
    showFocus: () => undefined,
    takesRange: () => false,
    showHands: () => undefined,
  };
  const silent = (): void => undefined;
  const reflector = createReflector({
    document: copy,
    hands,
    resync: ({ reason }) => asked.push(reason),
    applying: silent,
    applied: silent,
    onRoot: silent,
  });
  return {
    copy,
    asked,
    hear: (seq, ops) => reflector.hear({ seq, kind: seq === 0 ? 'snapshot' : 'changes', ops }),
  };
}
const start = '["start","http://a.test/","s","",-1],["+",0,0,1,1,"html","",[]],["+",1,0,2,1,"body","",[]]';

test.each([
  ['a script with text', '["+",2,0,3,1,"script","",[]],["+",3,0,4,3,"alert(1)"]', /alert/],
  ['a script with an address', '["+",2,0,3,1,"script","",["src","https://evil.test/x.js"]]', /evil/],
  ['a handler', '["+",2,0,3,1,"p","",["onclick","alert(1)"]]', /alert/],
  ['a script address', '["+",2,0,3,1,"a","",["href","java\\tscript:alert(1)"]]', /alert/],
  ['a frame document as text', '["+",2,0,3,1,"iframe","",["srcdoc","<script>alert(1)</script>"]]', /alert/],
  [
    'a refresh',
    '["+",2,0,3,1,"meta","",["http-equiv","refresh","content","0;url=https://evil.test"]]',
    /http-equiv/,
  ],
  [
    'an animated address',
    '["+",2,0,3,1,"set","s",["attributeName","href","to","javascript:alert(1)"]]',
    /alert/,
  ],
])('%s', (_, op, bad) => {
  const { copy, hear } = reflecting();
  hear(0, `[${start},${op},["end"]]`);
  expect(copy.documentElement.outerHTML).not.toMatch(bad);
  expect(copy.body.children).toHaveLength(1);
});

test.each([
  ['no JSON', 'oops'],
  ['no list', '{}'],
  ['an unknown operation', '[["boom"]]'],
  ['a field of the wrong type', '[["-","1"]]'],
  ['an unknown node', '[["-",99]]'],
  ['a loop', '[["m",2,0,1]]'],
  ['a next sibling elsewhere', '[["+",2,1,9,3,"x"]]'],
  ['a number twice', '[["+",2,0,1,3,"x"]]'],
])('%s is a reason for a fresh snapshot, asked for once', (_, ops) => {
  const { asked, hear } = reflecting();
  hear(0, `[${start},["end"]]`);
  hear(1, ops);
  hear(2, ops);
  expect(asked).toHaveLength(1);
});

test('whatever it is sent, parsing does not throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseOps(text)));
});
