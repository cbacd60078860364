// Which iframe shows which window. An iframe that moves in the document loads again, so that a slot keeps its place for life.
import type { RealUrl } from '../../protocol/address.ts';
import type { SessionState, WindowState } from '../../protocol/state.ts';

export type PageRole = 'live' | 'mirror';

export interface Slot {
  readonly key: string;
  /** Null: a spare frame, held ready for the live page's next window.open. */
  readonly window: string | null;
  readonly role: PageRole;
  /** The frame's name while it is a spare: how a live page finds it, and speaks of it later. */
  readonly name: string;
  /** To load. */
  readonly url: RealUrl;
  /** The page (protocol `page` id) that a mirror was told to show. */
  readonly page: string;
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

function slotOf(window: WindowState, role: PageRole, next: number): Slot {
  const loads = role === 'live' ? window.url !== 'about:blank' : window.page !== '';
  return {
    key: `f${next}`,
    window: window.id,
    role,
    name: '',
    url: window.url,
    page: window.page,
    load: loads ? 1 : 0,
  };
}

/** A mirror follows its window to each new page; a live page goes its own ways. */
function follow(slot: Slot, window: WindowState, next: number): Slot {
  if (slot.role === 'live' || window.page === slot.page || window.page === '') return slot;
  if (slot.load > 0 && isFragmentOf(window.url, slot.url)) return slotOf(window, 'mirror', next);
  return { ...slot, url: window.url, page: window.page, load: slot.load + 1 };
}

function takeSpare(spare: Slot, window: WindowState): Slot {
  const loads = window.url !== 'about:blank';
  return {
    ...spare,
    window: window.id,
    url: window.url,
    page: window.page,
    load: loads ? spare.load + 1 : spare.load,
  };
}

/** The slots for a session as `you` see it, keeping every frame that can stay. */
export function place(before: Placement, session: SessionState, you: string): Placement {
  const role: PageRole = session.live === you ? 'live' : 'mirror';
  let { next, spares } = before;
  const kept: Slot[] = [];
  for (const slot of before.slots) {
    if (slot.role !== role) continue;
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
    if (!kept.some((it) => it.window === window.id)) kept.push(slotOf(window, role, next++));
  }
  if (role === 'live' && !kept.some((it) => it.window === null)) kept.push(spareSlot(next++, spares++));
  return { slots: kept, next, spares };
}

const isNew = (window: WindowState, before: Placement): boolean =>
  !before.slots.some((it) => it.window === window.id);

function spareSlot(next: number, n: number): Slot {
  return {
    key: `f${next}`,
    window: null,
    role: 'live',
    name: `ls-spare-${n}`,
    url: 'about:blank',
    page: '',
    load: 0,
  };
}

/** Sends the live frame of a window to a URL. */
export function load(before: Placement, window: string, url: string): Placement {
  const slots = before.slots.map((it) =>
    it.window === window && it.role === 'live' ? { ...it, url, load: it.load + 1 } : it,
  );
  return { ...before, slots };
}
