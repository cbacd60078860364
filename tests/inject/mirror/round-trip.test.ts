import { mirror, type Mirrored } from './mirrored.ts';
import { normalised } from './normalised.ts';

/** All at once, however slow the machine is; sliced.test.ts has it otherwise. */
jest.mock('../../../inject/mirror/slices.ts', () => ({
  soon: (act: () => void) => act(),
  budget: () => () => false,
  slice: (_: number, step: () => boolean) => {
    while (step());
    return false;
  },
}));

let on: Mirrored | null = null;
const start = (html: string): Mirrored => {
  document.body.innerHTML = html;
  on = mirror(document);
  return on;
};
const equal = ({ copy, asked }: Mirrored): void => {
  expect(asked).toEqual([]);
  expect(normalised(copy)).toBe(normalised(document));
};
afterEach(() => on?.stop());

test('a snapshot makes the same document', async () => {
  const it = start(
    '<p id=a class="x y">one<!-- two --><b>three</b></p><svg viewBox="0 0 1 1"><use xlink:href="#q"/></svg>',
  );
  await it.settle();
  equal(it);
  expect(it.told.map(({ seq, kind }) => [seq, kind])).toEqual([[0, 'snapshot']]);
});

test('nodes that are added, moved and removed', async () => {
  const it = start('<ul><li>1</li><li>2</li><li>3</li></ul><div></div>');
  const [ul, div] = [document.querySelector('ul') as Element, document.querySelector('div') as Element];
  ul.prepend(ul.lastElementChild as Element);
  div.append(ul.children[1] as Element, 'text', document.createElement('i'));
  ul.append(document.createElement('li'));
  await it.settle();
  equal(it);
  div.replaceChildren();
  await it.settle();
  equal(it);
});

test('turning a tree inside out makes no loop', async () => {
  const it = start('<section><div><p>deep</p></div></section>');
  const section = document.querySelector('section') as Element;
  const div = document.querySelector('div') as Element;
  document.body.append(div);
  (document.querySelector('p') as Element).append(section);
  await it.settle();
  equal(it);
});

test('what comes and goes within a batch never goes out', async () => {
  const it = start('<div></div>');
  const div = document.querySelector('div') as Element;
  const flash = document.createElement('b');
  div.append(flash);
  flash.remove();
  await it.settle();
  expect(it.told).toHaveLength(1);
  equal(it);
});

test('a subtree that changes while it is detached comes back right', async () => {
  const it = start('<div><p><b>1</b><i>2</i></p></div>');
  const p = document.querySelector('p') as Element;
  p.remove();
  await it.settle();
  p.querySelector('b')?.remove();
  p.append('new');
  document.body.append(p);
  await it.settle();
  equal(it);
});

test('of many values of an attribute and a text only the last goes out', async () => {
  const it = start('<p title=a>t</p>');
  const p = document.querySelector('p') as Element;
  for (let i = 0; i < 50; i++) {
    p.setAttribute('title', `${i}`);
    (p.firstChild as Text).data = `${i}`;
  }
  await it.settle();
  equal(it);
  expect(JSON.parse(it.told[1]?.ops ?? '')).toHaveLength(2);
});

test('shadow roots, open and closed', async () => {
  const it = start('<div id=a></div><div id=b></div>');
  const open = (document.getElementById('a') as Element).attachShadow({ mode: 'open' });
  const closed = (document.getElementById('b') as Element).attachShadow({ mode: 'closed' });
  open.innerHTML = '<slot></slot><p>in</p>';
  closed.innerHTML = '<em>closed</em>';
  await it.settle();
  equal(it);
  (closed.firstChild as Element).append('more');
  const late = document.createElement('div');
  late.attachShadow({ mode: 'open' }).append('inside before it is in the document');
  document.body.append(late);
  await it.settle();
  equal(it);
});

test('frames without a script of their own are a part of the document', async () => {
  const it = start('<iframe></iframe>');
  const inner = (document.querySelector('iframe') as HTMLIFrameElement).contentDocument as Document;
  const p = inner.createElement('p');
  p.textContent = 'within';
  inner.body.append(p);
  await it.settle();
  expect(it.recorder.idOf(p)).toBeDefined();
  expect(it.told.map(({ ops }) => ops).join('')).toContain('within');
});

test('values, checks and choices, also those a script sets', async () => {
  const it = start(
    '<input id=t value=a><input id=c type=checkbox><textarea>x</textarea><select><option>1<option>2</select><input type=radio name=r id=r1 checked><input type=radio name=r id=r2>',
  );
  (document.getElementById('t') as HTMLInputElement).value = 'typed';
  (document.getElementById('c') as HTMLInputElement).checked = true;
  (document.getElementById('r2') as HTMLInputElement).checked = true;
  (document.querySelector('textarea') as HTMLTextAreaElement).value = 'long';
  (document.querySelector('select') as HTMLSelectElement).selectedIndex = 1;
  await it.settle();
  equal(it);
  const other = mirror(document);
  await other.settle();
  equal(other);
  other.stop();
});

test('scripts keep their element and lose their text; handlers and script URLs are dropped', async () => {
  const it = start('<a href="javascript:alert(1)" onclick="x()">a</a><a href=" java\tscript:x">b</a>');
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = '{"secret": 1}';
  document.body.append(script);
  document.querySelector('a')?.setAttribute('onfocus', 'y()');
  await it.settle();
  const all = it.told.map(({ ops }) => ops).join('');
  expect(all).not.toMatch(/alert|onclick|y\(\)|secret|script:x/);
  // Links they are all the same: style sheets tell links from what is none.
  const links = Array.from(it.copy.querySelectorAll('a'), (a) => a.getAttribute('href'));
  expect(links).toEqual(['javascript:', 'javascript:']);
  expect(it.copy.querySelectorAll('script')).toHaveLength(document.querySelectorAll('script').length);
});

test('a secret never goes out, however it is set', async () => {
  const it = start(
    '<input type=password value=hunter2><input autocomplete="section-a cc-number" id=card><input autocomplete=one-time-code id=code><select autocomplete=cc-exp-month><option>1<option selected>2</select>',
  );
  const password = document.querySelector('input') as HTMLInputElement;
  password.value = 'hunter3';
  (document.getElementById('card') as HTMLInputElement).value = '4111111111111111';
  document.getElementById('code')?.setAttribute('value', '123456');
  await it.settle();
  password.type = 'text';
  password.value = 'hunter4';
  await it.settle();
  it.recorder.resync();
  const all = it.told.map(({ ops }) => ops).join('');
  expect(all).not.toMatch(/hunter|4111|123456|selected/);
  expect((it.copy.querySelector('input') as HTMLInputElement).value).toBe('••••••••');
});

test('a lost change is noticed, asked for once, and put right by a snapshot', async () => {
  let lose = false;
  document.body.innerHTML = '<p>1</p>';
  on = mirror(document, (told) => (lose && told.kind === 'changes' ? null : told));
  lose = true;
  document.body.append('lost');
  await on.settle();
  lose = false;
  for (let i = 0; i < 3; i++) {
    document.body.append('after');
    await on.settle();
  }
  expect(on.asked).toHaveLength(1);
  on.recorder.resync();
  expect(normalised(on.copy)).toBe(normalised(document));
});

test('who has everything does not build its document again for somebody else', async () => {
  const it = start('<p>1</p>');
  const p = it.copy.querySelector('p');
  document.body.append('more');
  it.recorder.resync();
  await it.settle();
  document.body.append('and more');
  await it.settle();
  equal(it);
  expect(it.copy.querySelector('p')).toBe(p);
});

test('a mirror that drifted is put right and keeps the nodes that were right', async () => {
  const it = start('<p>1</p><div><b>2</b></div>');
  const p = it.copy.querySelector('p');
  it.copy.querySelector('b')?.remove();
  it.copy.body.append(it.copy.createElement('hr'));
  (document.querySelector('b') as Element).append('x');
  await it.settle();
  it.recorder.resync();
  it.reflector.hear({ seq: 9, kind: 'changes', ops: '[]' });
  it.recorder.resync();
  await it.settle();
  expect(normalised(it.copy)).toBe(normalised(document));
  expect(it.copy.querySelector('p')).toBe(p);
});

test('numbers stay the same on both sides', async () => {
  const it = start('<p>1</p>');
  document.body.append(document.createElement('q'));
  await it.settle();
  const id = it.recorder.idOf(document.querySelector('q') as Element);
  expect(it.reflector.nodeOf(id ?? -1)).toBe(it.copy.querySelector('q'));
});
