// THE table of commands: a row is a shape and a policy. Everything about a command that is not its doing stands here.
import { z } from 'zod';

/** Where a frame is: '' for the window's own page, else the node ids of the frame elements on the way, "12.40". */
const frame = z
  .string()
  .regex(/^(\d+(\.\d+){0,7})?$/)
  .max(80);
const windowId = z.string().regex(/^w\d{1,6}$/);
const pageId = z.string().regex(/^[a-z0-9]{1,24}$/);
/** A node's id in the mirror's numbering: the same number for the same node in the live page and in every mirror. */
const node = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31);
const fraction = z.number().min(-100).max(100);
const px = z.number().min(-1e7).max(1e7);
const text = (max: number) => z.string().max(max);
const webUrl = z
  .string()
  .max(65_536)
  .refine((it) => /^https?:\/\//i.test(it) && URL.canParse(it), 'must be an http(s) URL');
const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const participantId = z.string().regex(/^[a-z2-7]{8}$/);

/** A point that holds on every screen: fractions of a node's border box (0,0 top left; 1,1 bottom right). */
const anchor = z.strictObject({ node, x: fraction, y: fraction });
/** A point in text: a text node and an offset in UTF-16 units. */
const caret = z.strictObject({ node, offset: z.number().int().min(0).max(1e8) });
/** An element by a CSS selector, for who has no numbers: user agents that speak SIP. */
const selector = text(1_024).min(1);
/** Offsets in the element's text, in UTF-16 units. */
const range = z
  .strictObject({ start: z.number().int().min(0).max(1e8), end: z.number().int().min(0).max(1e8) })
  .nullable();
/** A point as an anchor is one, at an element named by a selector. */
const place = z.strictObject({ selector, x: fraction, y: fraction });
const inWindow = { window: windowId };
const inFrame = { window: windowId, frame };

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), start: caret, end: caret, quote: text(10_000) }),
  z.strictObject({ kind: z.literal('element'), node }),
  z.strictObject({ kind: z.literal('named'), selector, range }),
  z.strictObject({ kind: z.literal('rectangle'), from: anchor, to: anchor }),
  z.strictObject({ kind: z.literal('stroke'), points: z.array(anchor).min(1).max(2_000) }),
]);

const modifiers = { alt: z.boolean(), ctrl: z.boolean(), meta: z.boolean(), shift: z.boolean() };
const button = z.number().int().min(0).max(4);
/** What somebody's hands did, to be done in the live page. */
const act = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pointer'),
    phase: z.enum(['down', 'up', 'move']),
    at: anchor,
    button,
    ...modifiers,
  }),
  z.strictObject({
    kind: z.literal('click'),
    at: anchor,
    button,
    count: z.number().int().min(1).max(3),
    ...modifiers,
  }),
  z.strictObject({
    kind: z.literal('key'),
    phase: z.enum(['down', 'up']),
    node,
    key: text(32),
    code: text(32),
    repeat: z.boolean(),
    ...modifiers,
  }),
  z.strictObject({
    kind: z.literal('text'),
    node,
    value: text(1_000_000),
    selection: z.tuple([z.number().int(), z.number().int()]).nullable(),
    inputType: text(64),
    data: text(100_000).nullable(),
  }),
  z.strictObject({ kind: z.literal('change'), node }),
  z.strictObject({ kind: z.literal('check'), node, checked: z.boolean() }),
  z.strictObject({ kind: z.literal('select'), node, options: z.array(z.number().int().min(0)).max(10_000) }),
  z.strictObject({ kind: z.literal('submit'), node, submitter: node.nullable() }),
  z.strictObject({ kind: z.literal('focus'), node: node.nullable() }),
  z.strictObject({ kind: z.literal('selection'), anchor: caret, focus: caret }),
  z.strictObject({ kind: z.literal('wheel'), at: anchor, dx: px, dy: px, ...modifiers }),
  /** Part of a file that was chosen for a control, or dropped on the page; files and their parts come in order. */
  z.strictObject({
    kind: z.literal('file'),
    /** The control; null: dropped at `at`. */
    node: node.nullable(),
    at: anchor.nullable(),
    /** Which choice it belongs to, which file of how many. */
    choice: z.string().regex(/^[a-z0-9]{1,24}$/),
    index: z.number().int().min(0).max(999),
    count: z.number().int().min(0).max(1_000),
    name: text(255),
    type: text(255),
    /** Milliseconds since 1970. */
    modified: z.number().int(),
    /** Base64. */
    part: text(720_000),
    isLast: z.boolean(),
  }),
]);

export interface CommandRule<S extends z.ZodType = z.ZodType> {
  /** One sentence for the documentation. */
  readonly about: string;
  /** `controller`: needs control and its epoch. `live`: only the browser that runs the pages. `both`: either. `anyone`: by role. */
  readonly from: 'controller' | 'live' | 'both' | 'anyone';
  /** Who is told: everybody else, the mirrors, the live browser only, or nobody: the server acts on it. */
  readonly to: 'others' | 'mirrors' | 'live' | 'server';
  /** `latest`: an older one that still waits may be dropped. */
  readonly delivery: 'ordered' | 'latest';
  /** What somebody who comes late is told: the last one while it holds, or nothing (the state or a fresh snapshot says it). */
  readonly memory: 'last' | 'none';
  /** Limits for one participant: size of a command as JSON, and how many a second. */
  readonly maxBytes: number;
  readonly perSecond: number;
  readonly body: S;
}

const small = { maxBytes: 4_096, perSecond: 30, delivery: 'ordered', memory: 'none' } as const;
// Keeps `to` as the literal it is, so that the compiler knows which commands the server itself has to act on.
function rule<S extends z.ZodType, To extends CommandRule['to']>(
  it: CommandRule<S> & { readonly to: To },
): CommandRule<S> & { readonly to: To } {
  return it;
}

export const commands = {
  page: rule({
    ...small,
    about: 'The page a window shows now: its real URL, title and how far it has come.',
    from: 'live',
    to: 'server',
    maxBytes: 140_000,
    body: z.strictObject({
      ...inWindow,
      /** '': none yet; the first is on its way. */
      page: pageId.or(z.literal('')),
      url: text(65_536),
      /** Of a page without an address of its own (about:blank): where its relative addresses begin. */
      base: text(65_536).optional(),
      title: text(1_024),
      icon: text(65_536),
      status: z.enum(['loading', 'interactive', 'complete']),
    }),
  }),
  navigate: rule({
    ...small,
    about: 'Go to a URL, or back, forward, reload, stop.',
    from: 'controller',
    to: 'live',
    maxBytes: 140_000,
    body: z.strictObject({
      ...inWindow,
      to: z.union([z.strictObject({ url: webUrl }), z.enum(['back', 'forward', 'reload', 'stop'])]),
    }),
  }),
  open: rule({
    ...small,
    about:
      'Open a window; the server gives it its id. `spare` names the frame that the live page already holds.',
    from: 'both',
    to: 'server',
    maxBytes: 140_000,
    body: z.strictObject({
      url: webUrl.or(z.literal('about:blank')),
      opener: windowId.nullable(),
      spare: text(64).nullable(),
    }),
  }),
  close: rule({
    ...small,
    about: 'Close a window.',
    from: 'both',
    to: 'server',
    body: z.strictObject(inWindow),
  }),
  scroll: rule({
    about:
      'Scroll position of the page or of one scroller in it, at a node, with the share of the scroll range as fallback.',
    from: 'both',
    to: 'others',
    delivery: 'latest',
    memory: 'last',
    maxBytes: 4_096,
    perSecond: 120,
    body: z.strictObject({
      ...inFrame,
      /** The scroller; 0 is the page itself. */
      node,
      /** The node at the scroller's top left, and how far into it (fractions of its box) the edge lies. */
      anchor: anchor.nullable(),
      /** The anchor for who has no numbers; without an anchor, it is this that counts. */
      place: place.optional(),
      /** Share of the scroll range, 0..1, in both axes. */
      x: fraction,
      y: fraction,
      /** The latest scroll of this scroller that the sender had applied: who sent it, and its number. */
      after: z.strictObject({ from: participantId, seq: z.number().int().min(0) }).nullable(),
    }),
  }),
  highlight: rule({
    ...small,
    about: 'Mark a text range, an element, a rectangle or a stroke for everybody.',
    from: 'anyone',
    to: 'others',
    memory: 'last',
    maxBytes: 200_000,
    body: z.strictObject({
      ...inFrame,
      id: z.string().regex(/^[a-z0-9]{1,16}$/),
      shape,
      /** The shape's element for who has no numbers. */
      named: z.strictObject({ selector, range }).optional(),
      colour,
      /** Milliseconds until it fades; 0 stays until it is cleared or the page changes. */
      lifetime: z.number().int().min(0).max(3_600_000),
    }),
  }),
  unhighlight: rule({
    ...small,
    about: 'Take away one highlight, or (id null) all of a window.',
    from: 'anyone',
    to: 'others',
    body: z.strictObject({ ...inWindow, id: z.string().max(16).nullable() }),
  }),
  focus: rule({
    ...small,
    about: 'Bring a window to the front.',
    from: 'both',
    to: 'server',
    body: z.strictObject(inWindow),
  }),
  resize: rule({
    ...small,
    about:
      'Layout size of a window in CSS pixels; everybody lays the page out at this size and scales it to fit.',
    from: 'controller',
    to: 'server',
    delivery: 'latest',
    body: z.strictObject({
      ...inWindow,
      width: z.number().int().min(200).max(8_192),
      height: z.number().int().min(200).max(8_192),
    }),
  }),
  pointer: rule({
    about: "Where a participant's pointer is; null hides it.",
    from: 'anyone',
    to: 'others',
    delivery: 'latest',
    memory: 'none',
    maxBytes: 512,
    perSecond: 120,
    body: z.strictObject({ ...inFrame, at: anchor.nullable() }),
  }),
  input: rule({
    about: "What the controller's hands do, to be done in the live page.",
    from: 'controller',
    to: 'live',
    delivery: 'ordered',
    memory: 'none',
    maxBytes: 1_100_000,
    perSecond: 300,
    body: z.strictObject({ ...inFrame, page: pageId, act }),
  }),
  dom: rule({
    about: 'The live page as a snapshot, or what changed in it, in order.',
    from: 'live',
    to: 'mirrors',
    delivery: 'ordered',
    memory: 'none',
    maxBytes: 32_000_000,
    perSecond: 1_000,
    body: z.strictObject({
      ...inFrame,
      page: pageId,
      /** Counts from 0 with each snapshot stream of a frame; a gap means: resync. */
      seq: z.number().int().min(0),
      kind: z.enum(['snapshot', 'changes']),
      /** JSON of DomOp[] (protocol/dom.ts), or that as UTF-8 in zlib's format (RFC 1950): the server passes on what it need not know. */
      ops: text(32_000_000).or(z.instanceof(Uint8Array)),
    }),
  }),
  resync: rule({
    ...small,
    about: 'Ask the live page for a fresh snapshot of a frame, or for parts of it.',
    from: 'anyone',
    to: 'live',
    body: z.strictObject({
      ...inFrame,
      reason: text(200),
      /** The mirror was found to differ from the live page. */
      drift: z.boolean(),
      /** Stretches of the document that differ, each a node and how many from it on (protocol/dom.ts); else it is about all of it. */
      parts: z
        .array(z.tuple([z.number().int().min(0), z.number().int().min(1).max(10_000)]))
        .min(1)
        .max(32)
        .optional(),
    }),
  }),
  leak: rule({
    ...small,
    about:
      'A request of the page that would have left the proxy was stopped: counted, and kept in the journal.',
    from: 'live',
    to: 'server',
    body: z.strictObject({ ...inWindow, url: text(2_048), directive: text(64) }),
  }),
  chat: rule({
    ...small,
    about: 'A line of text to everybody.',
    from: 'anyone',
    to: 'others',
    maxBytes: 16_384,
    perSecond: 5,
    body: z.strictObject({ text: text(4_000).min(1) }),
  }),
  rename: rule({
    ...small,
    about: "Change one's own name.",
    from: 'anyone',
    to: 'server',
    perSecond: 2,
    body: z.strictObject({ name: text(60).trim().min(1) }),
  }),
  'control.request': rule({
    ...small,
    about: 'Ask for control; without a holder it is given at once, else one queues.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({}),
  }),
  'control.cancel': rule({
    ...small,
    about: 'Leave the queue.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({}),
  }),
  'control.grant': rule({
    ...small,
    about: 'Give control to somebody who asked for it.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({ participant: participantId }),
  }),
  'control.deny': rule({
    ...small,
    about: "Refuse somebody's request.",
    from: 'anyone',
    to: 'server',
    body: z.strictObject({ participant: participantId }),
  }),
  'control.pass': rule({
    ...small,
    about: 'Give control to somebody.',
    from: 'controller',
    to: 'server',
    body: z.strictObject({ participant: participantId }),
  }),
  'control.release': rule({
    ...small,
    about: 'Let control go: to the first in the queue, else to nobody.',
    from: 'controller',
    to: 'server',
    body: z.strictObject({}),
  }),
  'control.take': rule({
    ...small,
    about: 'Take control without asking: the owner, or an admin.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({}),
  }),
  pause: rule({
    ...small,
    about:
      'Cover all mirrors, or show the pages again: whoever runs the pages, the owner, or an admin. Meanwhile nobody else is told anything of them.',
    from: 'anyone',
    to: 'server',
    perSecond: 2,
    body: z.strictObject({ paused: z.boolean() }),
  }),
  move: rule({
    ...small,
    about:
      'Have another browser run the pages: the owner or an admin anybody’s, whoever has control their own, who runs them any.',
    from: 'anyone',
    to: 'server',
    perSecond: 2,
    body: z.strictObject({ participant: participantId }),
  }),
  packed: rule({
    ...small,
    about: 'The browser that ran the pages has handed over what they have stored: the move goes on.',
    from: 'live',
    to: 'server',
    body: z.strictObject({}),
  }),
  remove: rule({
    ...small,
    about: 'Remove a participant: the owner, or an admin.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({ participant: participantId }),
  }),
  leave: rule({
    ...small,
    about: 'Leave the session.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({}),
  }),
  end: rule({
    ...small,
    about: 'End the session for everybody: the owner, or an admin.',
    from: 'anyone',
    to: 'server',
    body: z.strictObject({}),
  }),
} as const;

export type CommandName = keyof typeof commands;
export type Body<N extends CommandName> = z.infer<(typeof commands)[N]['body']>;
/** A command with its name, its body typed by the name. */
export type Command = { [N in CommandName]: { readonly name: N; readonly body: Body<N> } }[CommandName];
export type Place = z.infer<typeof place>;
export type Anchor = z.infer<typeof anchor>;
export type Caret = z.infer<typeof caret>;
export type Shape = z.infer<typeof shape>;
export type Act = z.infer<typeof act>;

export const isCommandName = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commands, name);

/** Reads a command from the wire; the message of a failure names the field at fault. */
export function parseCommand(
  name: unknown,
  body: unknown,
): { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly message: string } {
  if (!isCommandName(name)) return { ok: false, message: 'there is no command of this name' };
  const parsed = commands[name].body.safeParse(body);
  if (parsed.success) return { ok: true, command: { name, body: parsed.data } as Command };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    message: `${name}: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(' ')}`,
  };
}
