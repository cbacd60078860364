// What frames say, parsed: their page is the site's, so that nothing of it is believed before it is looked at.
import type { CommandName } from '../../protocol/commands.ts';
import type { FromFrame, Hello, Mark, PackedItem, PackedPage } from '../../protocol/frame-port.ts';

type Fields = Readonly<Record<string, unknown>>;
const FRAME = /^(\d+(\.\d+){0,7})?$/;
const COLOUR = /^#[0-9a-f]{6}$/;
const MARK_KINDS: ReadonlySet<unknown> = new Set<Mark['kind']>([
  'pointer',
  'focus',
  'text',
  'element',
  'rectangle',
  'stroke',
]);
/** More than a person can have drawn; a page that claims more only slows its own shell. */
const MAX_MARKS = 500;
const MAX_POINTS = 20_000;

export const isFields = (it: unknown): it is Fields =>
  typeof it === 'object' && it !== null && !Array.isArray(it);
export const isFramePath = (it: unknown): it is string =>
  typeof it === 'string' && it.length <= 80 && FRAME.test(it);
const isNumbers = (it: unknown): it is readonly number[] =>
  Array.isArray(it) &&
  it.length >= 2 &&
  it.length <= 4 &&
  it.every((n) => typeof n === 'number' && Number.isFinite(n));

export function parseHello(message: unknown): Hello | null {
  if (!isFields(message) || message['lockstep'] !== 'hello') return null;
  const { key, frame, page } = message;
  if (typeof key !== 'string' || !isFramePath(frame) || typeof page !== 'string') return null;
  return { lockstep: 'hello', key, frame, page };
}

/** A holder says that its window is closed. */
export const parseClosed = (message: unknown): boolean =>
  isFields(message) && message['lockstep'] === 'close';

function parseMark(it: unknown): Mark | null {
  if (!isFields(it)) return null;
  const { id, kind, colour, from, geometry } = it;
  if (typeof id !== 'string' || !MARK_KINDS.has(kind) || typeof colour !== 'string' || !COLOUR.test(colour))
    return null;
  if (
    typeof from !== 'string' ||
    !Array.isArray(geometry) ||
    geometry.length > MAX_POINTS ||
    !geometry.every(isNumbers)
  )
    return null;
  return { id, kind: kind as Mark['kind'], colour, from, geometry };
}

function parseMarks(message: Fields): FromFrame | null {
  const { marks, frames } = message;
  if (!Array.isArray(marks) || !isFields(frames)) return null;
  const offsets: Record<string, readonly [number, number]> = {};
  for (const [path, at] of Object.entries(frames)) {
    if (isFramePath(path) && isNumbers(at) && at[0] !== undefined && at[1] !== undefined)
      offsets[path] = [at[0], at[1]];
  }
  return {
    type: 'marks',
    marks: marks
      .slice(0, MAX_MARKS)
      .map(parseMark)
      .filter((it) => it !== null),
    frames: offsets,
  };
}

function parseFrameCommand(message: Fields): FromFrame | null {
  const { name, body, local } = message;
  if (typeof name !== 'string' || !isFields(body)) return null;
  // Whether there is such a command is asked by the allow-list (frame-policy.ts), and what is in it by the server.
  const command = { type: 'command', name: name as CommandName, body } as const;
  return typeof local === 'number' ? { ...command, local } : command;
}

/** More than a person can have filled in. */
const MAX_PACKED = 5_000;
const isWhole = (it: unknown): it is number => typeof it === 'number' && Number.isInteger(it);
const isPath = (it: unknown): boolean =>
  Array.isArray(it) && it.every((step) => typeof step === 'string' || isWhole(step));

const packedKinds: Readonly<Record<PackedItem['kind'], (it: Fields) => boolean>> = {
  text: ({ value }) => typeof value === 'string',
  check: ({ checked }) => typeof checked === 'boolean',
  select: ({ options }) => Array.isArray(options) && options.every(isWhole),
  open: ({ open }) => typeof open === 'boolean',
  scroll: ({ left, top }) => typeof left === 'number' && typeof top === 'number',
  focus: () => true,
};

function isPackedItem(it: unknown): it is PackedItem {
  if (!isFields(it) || !isPath(it['path']) || typeof it['tag'] !== 'string') return false;
  const { kind } = it;
  return (
    typeof kind === 'string' &&
    Object.hasOwn(packedKinds, kind) &&
    packedKinds[kind as PackedItem['kind']](it)
  );
}

function parsePacked(it: unknown): PackedPage | null {
  if (!isFields(it) || typeof it['url'] !== 'string' || !Array.isArray(it['items'])) return null;
  return {
    url: it['url'],
    items: it['items'].slice(0, MAX_PACKED).filter(isPackedItem),
  };
}

export function parseFromFrame(message: unknown): FromFrame | null {
  if (!isFields(message)) return null;
  switch (message['type']) {
    case 'command':
      return parseFrameCommand(message);
    case 'marks':
      return parseMarks(message);
    case 'packed':
      return { type: 'packed', page: parsePacked(message['page']) };
    case 'cleared':
      return { type: 'cleared' };
    case 'leak': {
      const { url, kind } = message;
      return typeof url === 'string' && typeof kind === 'string' ? { type: 'leak', url, kind } : null;
    }
    case 'notice':
      return message['notice'] === 'secret' || message['notice'] === 'files'
        ? { type: 'notice', notice: message['notice'] }
        : null;
    default:
      return null;
  }
}
