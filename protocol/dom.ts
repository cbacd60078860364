// How the live page's document travels: flat operations in order, each a tuple that begins with its kind. A `dom`
// command carries a JSON list of them as text. Short on purpose: a large page has hundreds of thousands.
import type { ProxiedUrl } from './address.ts';

/** A node's number. 0 is the frame's own document; as `next` it means: at the end. */
export type NodeId = number;
/** A name, or [namespace, qualified name] where there is a namespace. */
export type AttributeName = string | readonly [namespace: string, name: string];
/** Name and value in turn. */
export type Attributes = readonly (AttributeName | string)[];

export type AddOp =
  | readonly [
      op: '+',
      parent: NodeId,
      next: NodeId,
      id: NodeId,
      type: 1,
      name: string,
      namespace: string,
      attributes: Attributes,
    ]
  /** Text, CDATA, comment. */
  | readonly [op: '+', parent: NodeId, next: NodeId, id: NodeId, type: 3 | 4 | 8, text: string]
  | readonly [op: '+', parent: NodeId, next: NodeId, id: NodeId, type: 7, target: string, text: string]
  /** The document of a frame that has no script of its own; its parent is the frame element. */
  | readonly [op: '+', parent: NodeId, next: NodeId, id: NodeId, type: 9]
  | readonly [
      op: '+',
      parent: NodeId,
      next: NodeId,
      id: NodeId,
      type: 10,
      name: string,
      publicId: string,
      systemId: string,
    ]
  /** A shadow root; its parent is its host. */
  | readonly [
      op: '+',
      parent: NodeId,
      next: NodeId,
      id: NodeId,
      type: 11,
      mode: 'open' | 'closed',
      delegatesFocus: boolean,
      slots: 'named' | 'manual',
    ];

type Described<O> = O extends readonly [unknown, unknown, unknown, NodeId, ...infer D] ? D : never;

export type DomOp =
  /** First in a snapshot: native URL of the document; the stream it is of, and the stream and number it goes on from. */
  | readonly [op: 'start', url: ProxiedUrl, stream: string, before: string, after: number]
  /** Last in a snapshot, which may come in several parts. */
  | readonly [op: 'end']
  | AddOp
  /** Move a node that is there. */
  | readonly [op: 'm', parent: NodeId, next: NodeId, id: NodeId]
  | readonly [op: '-', id: NodeId]
  | readonly [op: 'a', id: NodeId, name: AttributeName, value: string | null]
  | readonly [op: 't', id: NodeId, text: string]
  /** Value of a text control, and the last `input` command it has heard: an older one's value is no news to its sender. */
  | readonly [op: 'v', id: NodeId, value: string, from: string, seq: number]
  | readonly [op: 'checked', id: NodeId, checked: boolean, indeterminate: boolean]
  | readonly [op: 'options', id: NodeId, selected: readonly number[]]
  | readonly [op: 'scroll', id: NodeId, left: number, top: number]
  /** 0: nothing has the focus. */
  | readonly [op: 'focus', id: NodeId]
  /** What hands point at, press and focus (0: nothing), and whether the focus is to be seen: for `:hover` and its like. */
  | readonly [op: 'hands', hovered: NodeId, pressed: NodeId, focused: NodeId, visible: boolean]
  | readonly [op: 'range', anchor: NodeId, anchorOffset: number, focus: NodeId, focusOffset: number]
  | readonly [
      op: 'media',
      id: NodeId,
      paused: boolean,
      time: number,
      rate: number,
      volume: number,
      muted: boolean,
    ]
  | readonly [op: 'dialog', id: NodeId, state: 'closed' | 'open' | 'modal']
  | readonly [op: 'popover', id: NodeId, shown: boolean]
  /** The rules of an element's style sheet, after a script changed them. */
  | readonly [op: 'rules', id: NodeId, rules: readonly string[]]
  /** A constructed style sheet, by its own number. */
  | readonly [op: 'sheet', sheet: number, rules: readonly string[], media: string, disabled: boolean]
  /** The constructed sheets a document or shadow root has adopted. */
  | readonly [op: 'adopt', root: NodeId, sheets: readonly number[]]
  /** A canvas as it looks now: a data: URL. */
  | readonly [op: 'canvas', id: NodeId, image: string]
  /** A custom element's name that is defined. */
  | readonly [op: 'defined', name: string]
  /** The document's native URL changed without a load. */
  | readonly [op: 'url', url: ProxiedUrl]
  /** A frame that has a script of its own shows another address than its attribute says. */
  | readonly [op: 'go', id: NodeId, url: ProxiedUrl]
  /** A fingerprint of so many nodes in document order, from one on: the mirror compares. */
  | readonly [op: '#', from: NodeId, count: number, sum: number]
  /** A node as it is: one that a mirror has lost is made anew, one that has changed there is made equal. */
  | readonly [op: '=', id: NodeId, ...description: Described<AddOp>]
  /** Where such a node stands, and its first child: what stands in between in a mirror does not belong there. */
  | readonly [op: '@', parent: NodeId, id: NodeId, next: NodeId, first: NodeId];

export type DomOpKind = DomOp[0];

// One letter a field: n number, s string, b boolean, N numbers, S strings, a attribute name, A attributes, ? string or null.
const fields: Readonly<Record<Exclude<DomOpKind, '+' | '='>, string>> = {
  start: 'sssn',
  end: '',
  m: 'nnn',
  '-': 'n',
  a: 'na?',
  t: 'ns',
  v: 'nssn',
  checked: 'nbb',
  options: 'nN',
  scroll: 'nnn',
  focus: 'n',
  hands: 'nnnb',
  range: 'nnnn',
  media: 'nbnnnb',
  dialog: 'ns',
  popover: 'nb',
  rules: 'nS',
  sheet: 'nSsb',
  adopt: 'nN',
  canvas: 'ns',
  defined: 's',
  url: 's',
  go: 'ns',
  '#': 'nnn',
  '@': 'nnnn',
};
const addFields: Readonly<Record<number, string>> = {
  1: 'ssA',
  3: 's',
  4: 's',
  7: 'ss',
  8: 's',
  9: '',
  10: 'sss',
  11: 'sbs',
};

const isName = (it: unknown): boolean =>
  typeof it === 'string' ||
  (Array.isArray(it) && it.length === 2 && typeof it[0] === 'string' && typeof it[1] === 'string');
const listOf =
  (type: 'number' | 'string') =>
  (it: unknown): boolean =>
    Array.isArray(it) && it.every((one) => typeof one === type);

const checks: Readonly<Record<string, (it: unknown) => boolean>> = {
  n: (it) => typeof it === 'number',
  s: (it) => typeof it === 'string',
  b: (it) => typeof it === 'boolean',
  '?': (it) => it === null || typeof it === 'string',
  N: listOf('number'),
  S: listOf('string'),
  a: isName,
  A: (it) =>
    Array.isArray(it) &&
    it.length % 2 === 0 &&
    it.every((one, i) => (i % 2 === 0 ? isName(one) : typeof one === 'string')),
};

function matches(values: readonly unknown[], from: number, letters: string): boolean {
  if (values.length !== from + letters.length) return false;
  for (let i = 0; i < letters.length; i++) {
    if (checks[letters.charAt(i)]?.(values[from + i]) !== true) return false;
  }
  return true;
}

/** A node's type and what goes with it. */
function isDescription(values: readonly unknown[], from: number): boolean {
  const type = values[from];
  return (
    typeof type === 'number' &&
    Object.hasOwn(addFields, type) &&
    matches(values, from + 1, addFields[type] ?? '')
  );
}

function isOp(it: unknown): it is DomOp {
  if (!Array.isArray(it)) return false;
  const values: readonly unknown[] = it;
  const [kind, first, second, third] = values;
  if (kind === '+')
    return (
      typeof first === 'number' &&
      typeof second === 'number' &&
      typeof third === 'number' &&
      isDescription(values, 4)
    );
  if (kind === '=') return typeof first === 'number' && isDescription(values, 2);
  return (
    typeof kind === 'string' &&
    Object.hasOwn(fields, kind) &&
    matches(values, 1, fields[kind as keyof typeof fields])
  );
}

/** Reads the text of a `dom` command; null where it is not a list of operations. */
export function parseOps(text: string): readonly DomOp[] | null {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    // Not JSON: the caller asks for a fresh snapshot.
    return null;
  }
  return Array.isArray(list) && list.every(isOp) ? list : null;
}
