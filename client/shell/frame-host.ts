// The frames' ports bound to the shell: what frames say becomes state and commands, changes of state are told to frames.
import { leadsOpened } from './navigation.ts';
import { isLive, type Core } from './core.ts';
import type { FrameHost, FramePorts } from './frame-ports.ts';
import type { Slot } from './placement.ts';
import { personOf } from './session-view.ts';
import type { ShellState } from './shell-state.ts';

const SECRET =
  'Passwords, card numbers and codes are typed only in the browser that runs the page. Ask the person there to type it, or have the page run here.';
const FILES = 'These files are too many or too large to be sent: 100 MB at a time.';
/** Only until the server has told the participants. */
const ANY_COLOUR = '#1d6fdc';

export function frameHost(core: Core): FrameHost {
  const { boot, store, marks, addresses, elements } = core;
  return {
    key: boot.frameKey,
    isProxied: (origin) => addresses.isProxied(`${origin}/`),
    shown: () =>
      store.get().placement.slots.flatMap(({ key, window, role, page, held, past }) => {
        const element = elements.get(key);
        // One that only covers the page has no say any more.
        return element === undefined || past ? [] : [{ window, role, page, held, element }];
      }),
    role: () => roleOf(store.get()),
    isOpened: (window) =>
      store.get().session?.windows.some((it) => it.id === window && it.opener !== null) ?? false,
    send: (name, body) =>
      name === 'open' && isLive(store.get()) && leadsOpened(core, body) ? null : core.send(name, body),
    marks: (window, frame, said, frames) =>
      marks.send({ type: 'marks', window, frame, said: { marks: said, frames } }),
    gone: (window, frame) => marks.send({ type: 'gone', window, frame }),
    notice: (notice) =>
      notice === 'files'
        ? core.warn(FILES)
        : store.send({ type: 'toast', tone: 'warning', offer: { kind: 'move' }, text: SECRET }),
  };
}

type FrameRole = ReturnType<FrameHost['role']>;

function roleOf({ session, you, ink }: ShellState): FrameRole {
  const own = session === null ? null : personOf(session, you);
  return {
    controller: session?.control.holder === you,
    me: you,
    colour: ink ?? own?.colour ?? ANY_COLOUR,
    names: session?.participants.some((it) => it.kind === 'sip') ?? false,
  };
}

const isSame = (a: FrameRole, b: FrameRole): boolean =>
  a.controller === b.controller && a.me === b.me && a.colour === b.colour && a.names === b.names;
/** A mirror that had a page was sent to another. */
const hasLeft = (was: Slot, now: Slot): boolean =>
  now.role === 'mirror' && was.load > 0 && now.load !== was.load;

/** Tells the frames what a change of state means for them; returns how to stop. */
export function tellFrames({ store }: Core, ports: FramePorts): () => void {
  let before = store.get();
  return store.watch(() => {
    const was = before;
    const now = store.get();
    before = now;
    for (const slot of was.placement.slots) {
      // A mirror that only covers the page has handed its line over, or is about to.
      const isPast = slot.past || now.placement.slots.some((it) => it.past && it.key === slot.key);
      if (slot.window === null || isPast) continue;
      const next = now.placement.slots.find((it) => it.window === slot.window && !it.past);
      if (next === undefined) ports.forgetWindow(slot.window);
      else if (next.key !== slot.key || hasLeft(slot, next)) ports.leavePage(slot.window);
    }
    // What was told meanwhile was told to nobody.
    if (was.session?.paused != null && now.session?.paused == null && !isLive(now)) ports.resync();
    if (now.placement !== was.placement) ports.hearEarly();
    if (!isSame(roleOf(was), roleOf(now))) ports.retell();
  });
}
