// The session's windows: the same ids for everybody.
import type { Body } from '../../protocol/commands.ts';
import type { WindowState } from '../../protocol/state.ts';
import { noteStanding } from './dark.ts';
import { change, changeQuietly, record, type Turn } from './turn.ts';

const FIRST_SIZE = { width: 1280, height: 800 } as const;
/** Of a URL, what the journal keeps. */
const RECORDED_URL = 2_048;
const RECORDED_LEAKS = 100;

export function openWindow(turn: Turn, { url, opener, spare }: Body<'open'>): void {
  const { windows, opened } = turn.room;
  const model = windows.find((it) => it.focused) ?? FIRST_SIZE;
  const id = `w${opened + 1}`;
  const made: WindowState = {
    id,
    url,
    base: '',
    title: '',
    icon: '',
    page: '',
    status: 'loading',
    width: model.width,
    height: model.height,
    scroll: { x: 0, y: 0 },
    focused: true,
    spare,
    opener: windows.some((it) => it.id === opener) ? opener : null,
  };
  change(turn, { windows: [...windows.map((it) => ({ ...it, focused: false })), made], opened: opened + 1 });
  record(turn, {
    kind: 'opened',
    window: id,
    url: turn.room.paused === null ? url.slice(0, RECORDED_URL) : '',
  });
}

export function closeWindow(turn: Turn, id: string): void {
  const { windows } = turn.room;
  const at = windows.findIndex((it) => it.id === id);
  const closed = windows[at];
  if (closed === undefined) return;
  const left = windows.filter((it) => it.id !== id);
  const next = left.find((it) => it.id === closed.opener) ?? left[Math.min(at, left.length - 1)];
  change(turn, {
    windows: closed.focused ? left.map((it) => ({ ...it, focused: it === next })) : left,
  });
  turn.effects.push({ type: 'forget', window: id });
  record(turn, { kind: 'closed', window: id });
}

export function focusWindow(turn: Turn, id: string): void {
  if (turn.room.windows.some((it) => it.id === id && it.focused)) return;
  change(turn, { windows: turn.room.windows.map((it) => ({ ...it, focused: it.id === id })) });
}

export function resizeWindow(turn: Turn, { window, width, height }: Body<'resize'>): void {
  const now = turn.room.windows.find((it) => it.id === window);
  if (now?.width === width && now.height === height) return;
  update(turn, window, { width, height });
}

export function showPage(
  turn: Turn,
  { window, page, url, base = '', title, icon, status }: Body<'page'>,
): void {
  const before = turn.room.windows.find((it) => it.id === window);
  if (before === undefined) return;
  const fresh = before.page !== page;
  update(turn, window, {
    page,
    url,
    base,
    title,
    icon,
    status,
    ...(fresh ? { scroll: { x: 0, y: 0 } } : {}),
  });
  if (fresh) turn.effects.push({ type: 'forget', window });
  if (status !== 'loading' && turn.room.live !== null) noteStanding(turn, turn.room.live);
  if (turn.room.paused === null && (fresh || before.url !== url))
    record(turn, { kind: 'page', window, url: url.slice(0, RECORDED_URL) });
}

/** Where a window goes when there is a browser to go there. */
export function aimWindow(turn: Turn, window: string, url: string): void {
  const empty = {
    page: '',
    base: '',
    title: '',
    icon: '',
    status: 'loading',
    scroll: { x: 0, y: 0 },
  } as const;
  update(turn, window, { ...empty, url });
  turn.effects.push({ type: 'forget', window });
  record(turn, { kind: 'page', window, url: url.slice(0, RECORDED_URL) });
}

/** A session's count is to be 0: a page that leaks has a way out that we do not know. */
export function noteLeak(turn: Turn, { window, url, directive }: Body<'leak'>): void {
  change(turn, { leaks: turn.room.leaks + 1 });
  // A page that leaks does so in loops: the count goes on, the journal has the first of them.
  if (turn.room.leaks <= RECORDED_LEAKS) record(turn, { kind: 'leaked', window, url, directive });
}

/** Scrolling is told as a command of its own; the state only follows, for those who come late. */
export function noteScroll(turn: Turn, { window, frame, node, x, y }: Body<'scroll'>): void {
  if (frame !== '' || node !== 0) return;
  const scroll = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
  changeQuietly(turn, {
    windows: turn.room.windows.map((it) => (it.id === window ? { ...it, scroll } : it)),
  });
}

function update(turn: Turn, id: string, part: Partial<WindowState>): void {
  change(turn, { windows: turn.room.windows.map((it) => (it.id === id ? { ...it, ...part } : it)) });
}
