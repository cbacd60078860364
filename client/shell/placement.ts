// Which iframe shows which window. An iframe that moves in the document loads again, so that a slot keeps its place for life.
import type { RealUrl } from '../../protocol/address.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import type { SessionState, WindowState } from '../../protocol/state.ts';

export type PageRole = 'live' | 'mirror';

export interface Slot {
  readonly key: string;
  /** Null: a spare frame, held ready for the live page's next window.open. */
  readonly window: string | null;
  readonly role: PageRole;
  /** The frame's name: how a live page finds a spare and speaks of it later, and how an opened window finds its opener. */
  readonly name: string;
  /** The frame shows a holder (protocol/holder.ts), and the window's page stands in that. */
  readonly held: boolean;
  /** A holder's page has come. */
  readonly ready: boolean;
  /** To load. */
  readonly url: RealUrl;
  /** The page (protocol `page` id) that a mirror was told to show. */
  readonly page: string;
  /** A mirror whose page runs here now: it stays to be seen until that page stands. */
  readonly past: boolean;
  /** Grows whenever `url` is to be loaded; 0: nothing yet. */
  readonly load: number;
}

export interface Placement {
  readonly slots: readonly Slot[];
  /** For the next key. */
  readonly next: number;
  /** How many spares there were: a page remembers the names it has taken. */
  readonly spares: number;
}

export const nothingPlaced: Placement = { slots: [], next: 1, spares: 0 };

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? '';
/** Loading `to` on top of `from` would only move within the document (HTML, "navigate to a fragment"). */
const isFragmentOf = (to: string, from: string): boolean =>
  to.includes('#') && withoutHash(to) === withoutHash(from);

/** Where a mirror finds a page: one without an address of its own in a bare document of the site that wrote it. */
function pageUrl({ url, base }: WindowState): RealUrl {
  if (!URL.canParse(base)) return url;
  return new URL(`${ownPaths.holder}?at=${encodeURIComponent(base)}`, base).href;
}

function slotOf(window: WindowState, role: PageRole, next: number): Slot {
  const loads = role === 'live' ? window.url !== 'about:blank' : window.page !== '';
  return {
    key: `f${next}`,
    window: window.id,
    role,
    name: role === 'live' ? `ls-f${next}` : '',
    held: false,
    ready: false,
    past: false,
    url: role === 'live' ? window.url : pageUrl(window),
    page: window.page,
    load: loads ? 1 : 0,
  };
}

/** A mirror follows its window to each new page; a live page goes its own ways. */
function follow(slot: Slot, window: WindowState, next: number): Slot {
  if (slot.role === 'live' || window.page === slot.page || window.page === '') return slot;
  const url = pageUrl(window);
  if (slot.load > 0 && isFragmentOf(url, slot.url)) return slotOf(window, 'mirror', next);
  return { ...slot, url, page: window.page, load: slot.load + 1 };
}

function takeSpare(spare: Slot, window: WindowState): Slot {
  // Its opener loads it.
  if (spare.held) return { ...spare, window: window.id, page: window.page };
  const loads = window.url !== 'about:blank';
  return {
    ...spare,
    window: window.id,
    url: window.url,
    page: window.page,
    load: loads ? spare.load + 1 : spare.load,
  };
}

/** Whether a mirror still shows the most of its window that there is. */
function covers({ window, page, load, past }: Slot, { windows }: SessionState): boolean {
  const shown = windows.find((it) => it.id === window);
  if (shown === undefined || load === 0) return false;
  return !past || shown.page === page || shown.status === 'loading';
}

/** What has waited long enough for its page goes. */
export function unveil(before: Placement): Placement {
  return { ...before, slots: before.slots.filter((it) => !it.past) };
}

/** The slots for a session as `you` see it, keeping every frame that can stay. */
export function place(before: Placement, session: SessionState, you: string): Placement {
  const role: PageRole = session.live === you ? 'live' : 'mirror';
  // What is covered stays as it is; what comes meanwhile would get nothing to show.
  if (role === 'mirror' && session.paused !== null && before.slots.every((it) => it.role === role))
    return before;
  let { next } = before;
  const kept: Slot[] = [];
  for (const slot of before.slots) {
    if (slot.past && role === 'mirror') continue;
    if (slot.role !== role) {
      if (role === 'live' && covers(slot, session)) kept.push({ ...slot, past: true });
      continue;
    }
    const window = session.windows.find((it) =>
      slot.window === null ? it.spare === slot.name && isNew(it, before) : it.id === slot.window,
    );
    if (slot.window === null) kept.push(window === undefined ? slot : takeSpare(slot, window));
    else if (window !== undefined) {
      const followed = follow(slot, window, next);
      if (followed.key !== slot.key) next++;
      kept.push(followed);
    }
  }
  for (const window of session.windows) {
    if (!kept.some((it) => it.window === window.id && !it.past)) kept.push(slotOf(window, role, next++));
  }
  const placed = { slots: kept, next, spares: before.spares };
  return role === 'live' ? withSpares(placed, session) : placed;
}

/** How many holders wait for each origin that a window shows: a page may open several windows in one go. */
const HOLDERS = 4;
/** How many load at a time, so that they do not hold up the page. */
const LOADING = 2;

function withSpares({ slots, next, spares }: Placement, { windows }: SessionState): Placement {
  const wanted = new Set(windows.flatMap(({ url }) => (/^https?:/.test(url) ? [new URL(url).origin] : [])));
  const isWanted = ({ window, held, url }: Slot): boolean =>
    window !== null || !held || wanted.has(new URL(url).origin);
  const kept = slots.filter(isWanted);
  if (!kept.some((it) => it.window === null && !it.held)) kept.push(plainSpare(next++, spares++));
  for (const origin of wanted) {
    const there = kept.filter((it) => it.window === null && it.held && new URL(it.url).origin === origin);
    const loading = there.filter((it) => !it.ready).length;
    const missing = Math.min(HOLDERS - there.length, LOADING - loading);
    for (let n = 0; n < missing; n++) kept.push(holderSpare(next++, origin));
  }
  return { slots: kept, next, spares };
}

/** A holder's page has come: the next one may. */
export function ready(before: Placement, key: string, session: SessionState): Placement {
  const slots = before.slots.map((it) => (it.key === key ? { ...it, ready: true } : it));
  return withSpares({ ...before, slots }, session);
}

/** The server has refused a window: what the page has taken for it is not to be one. */
export function discardSpares(before: Placement, session: SessionState): Placement {
  return withSpares({ ...before, slots: before.slots.filter((it) => it.window !== null) }, session);
}

const isNew = (window: WindowState, before: Placement): boolean =>
  !before.slots.some((it) => it.window === window.id);

/** Whether the shell leads what a page opened in it. */
export const isPlainSpare = ({ name }: Slot): boolean => name.startsWith('ls-spare-');

const spare = { window: null, role: 'live', ready: false, past: false, page: '' } as const;

/** For pages of any origin: the shell leads it. */
const plainSpare = (next: number, n: number): Slot => ({
  ...spare,
  key: `f${next}`,
  name: `ls-spare-${n}`,
  held: false,
  url: 'about:blank',
  load: 0,
});

/** For pages of one origin. */
const holderSpare = (next: number, origin: string): Slot => ({
  ...spare,
  key: `f${next}`,
  name: `ls-f${next}`,
  held: true,
  url: origin + ownPaths.holder,
  load: 1,
});

/** Sends the live frame of a window to a URL. */
export function load(before: Placement, window: string, url: string): Placement {
  const slots = before.slots.map((it) =>
    it.window === window && it.role === 'live' ? { ...it, url, load: it.load + 1 } : it,
  );
  return { ...before, slots };
}
