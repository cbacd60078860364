// A session in the world: its room and clock, its tokens, its site, and those who watch it.
import type { PrivacyMode } from '../../protocol/privacy.ts';
import type { SessionState } from '../../protocol/state.ts';
import type { Command } from '../../protocol/commands.ts';
import type { ChatLine, Refusal } from '../../protocol/wire.ts';
import { expectMoved } from '../http/moved-page.ts';
import type { Requester, SiteSession } from '../http/site-session.ts';
import type { Effect } from '../session/effect.ts';
import type { RoomEvent } from '../session/event.ts';
import { controlHistory, type Holding, type JournalRecord } from '../session/journal.ts';
import { emptyRoom, type Participant, type Room, type RoomLimits } from '../session/room.ts';
import { nextWake, step } from '../session/step.ts';
import { coveredView, viewOf } from '../session/view.ts';
import type { Kept, Parts, SessionStore, Urgency } from '../store/session-store.ts';
import { createAlarm } from './alarm.ts';
import { freshId, freshSecret, isSame } from './secret.ts';
import { createTokens, type Credentials } from './tokens.ts';

export type KeyRole = 'owner' | 'guest';
export type Watcher = (effect: Effect) => void;

export interface RunningSession {
  readonly id: string;
  /** Its name for callers; null: its id alone. */
  readonly alias: string | null;
  readonly site: SiteSession;
  /** What opens the session to owners and to guests. */
  readonly keys: Readonly<Record<KeyRole, string>>;
  /** As everybody sees it, or a participant. */
  readonly view: (participant?: string) => SessionState;
  readonly chat: () => readonly ChatLine[];
  readonly happen: (event: RoomEvent) => void;
  readonly roleOfKey: (key: string) => KeyRole | null;
  /** Null: the session is full. */
  readonly join: (role: KeyRole, name: string) => Credentials | null;
  /** Somebody comes by telephone: expected until the call is answered (`called`). Null: the session is full. */
  readonly call: (role: KeyRole, name: string) => Participant | null;
  /** Credentials for a browser that is to be somebody who is here already. */
  readonly issue: (participant: string) => Credentials | null;
  /** Does all that was said in a call, or nothing of it: then this is why. */
  readonly attempt: (from: string, said: readonly Command[]) => Refusal | null;
  /** Whether somebody is, or may come back as, its owner. */
  readonly hasOwner: () => boolean;
  readonly participantByShell: (tokens: readonly string[]) => Participant | null;
  readonly journal: () => Promise<readonly JournalRecord[]>;
  readonly holdings: () => Promise<readonly Holding[]>;
  /** Calls once all that has happened so far would outlive us; at once where it does already. Keeps the order of asking. */
  readonly whenKept: (then: () => void) => void;
  /** The same, to wait for. */
  readonly kept: () => Promise<void>;
  /** Whether what happens here counts (SessionStore.isSure). */
  readonly isSure: () => boolean;
  /** Another node has it from now on: nothing happens here any more, and nobody is told of anything. */
  readonly cede: () => void;
  /** Keeps all parts, where the store has lost them. */
  readonly keepAnew: () => void;
  /** Told of every effect; returns how to stop. */
  readonly watch: (watcher: Watcher) => () => void;
}

/** What a session begins with. */
export interface SessionStart {
  readonly url: string;
  readonly privacy: PrivacyMode;
  /** The name that callers dial, beside its id. */
  readonly alias?: string | null;
}

export interface SessionSurroundings {
  readonly limits: RoomLimits;
  readonly store: SessionStore;
  readonly createSite: (
    id: string,
    privacy: PrivacyMode,
    roleOf: (token: string) => Requester | null,
    before?: Kept,
  ) => SiteSession;
  readonly now: () => number;
  /** A failure that is ours: it stops nothing, but it must be known. */
  readonly fault: (error: unknown, what: string) => void;
}

export function runSession(
  id: string,
  { url, privacy, alias = null }: SessionStart,
  around: SessionSurroundings,
): RunningSession {
  const room = emptyRoom(id, around.limits, around.now());
  const keys = { owner: freshSecret(), guest: freshSecret() };
  const doors = { alias, keys, shells: {}, sites: {} };
  return run({ room: { ...room, privacy }, doors }, around, { type: 'created', url, privacy });
}

/** Goes on with a session of a former run; null where not enough of it was kept. What it waits for is told by `begin`. */
export function resumeSession(
  { room, doors, ...site }: Kept,
  around: SessionSurroundings,
): RunningSession | null {
  if (room === undefined || doors === undefined || site.site === undefined) return null;
  return run({ ...site, room: { ...room, limits: around.limits }, doors }, around, null);
}

type Origin = Kept & Pick<Parts, 'room' | 'doors'>;

function run(origin: Origin, around: SessionSurroundings, first: RoomEvent | null): RunningSession {
  const { store, now } = around;
  const { alias, keys } = origin.doors;
  const { id, privacy } = origin.room;
  const tokens = createTokens(() => keep('doors'), origin.doors);
  const watchers = new Set<Watcher>();
  const waiting: RoomEvent[] = [];
  let room: Room = origin.room;
  let busy = false;
  let isCeded = false;
  const alarm = createAlarm(now, () => happen({ type: 'woke' }));

  const participant = (who: string | null): Participant | null =>
    (who === null ? undefined : room.participants.find((it) => it.id === who)) ?? null;
  const site = around.createSite(
    id,
    privacy,
    (token) => {
      const who = participant(tokens.bySite(token));
      // While the mirrors are covered nobody else gets anything of a site.
      return who === null || (room.paused !== null && room.live !== who.id)
        ? null
        : { participant: who.id, role: room.live === who.id ? 'live' : 'mirror' };
    },
    origin,
  );

  const parts: { readonly [P in keyof Parts]: () => Parts[P] } = {
    room: () => room,
    doors: () => ({ alias, keys, ...tokens.kept() }),
    site: site.kept,
    jar: () => site.jar.serializeSync() ?? NO_COOKIES,
  };
  function keep(part: keyof Parts, urgency: Urgency = 'now'): void {
    // Of one that is over nothing is left.
    if (!room.ended && !isCeded) guarded(() => store.keep(id, part, parts[part], urgency));
  }
  function guarded(write: () => void): void {
    try {
      write();
    } catch (error) {
      around.fault(error, 'the session is not kept');
    }
  }

  function apply(effect: Effect): void {
    if (effect.type === 'dismiss') tokens.revoke((it) => it === effect.participant);
    if (effect.type === 'close') tokens.revoke(() => true);
    for (const watcher of [...watchers]) {
      try {
        watcher(effect);
      } catch (error) {
        // One who watches badly must not keep the others from knowing.
        around.fault(error, `nobody could be told of "${effect.type}"`);
      }
    }
  }

  // What a watcher makes happen waits until everybody knows of what happened before.
  function happen(event: RoomEvent): void {
    if (isCeded) return;
    waiting.push(event);
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [after, effects] = step(room, next, now());
        if (room.live !== null && after.live !== null && after.live !== room.live)
          expectMoved(
            site,
            after.windows.map((it) => it.url),
            Date.now(),
          );
        const isSame = room === after;
        room = after;
        // Before anybody is told. What nobody is told of nobody waits for.
        if (!isSame) keep('room', effects.some(isTelling) ? 'now' : 'soon');
        for (const it of effects) if (it.type === 'record') guarded(() => store.append(id, it.record));
        for (const effect of effects) apply(effect);
      }
    } finally {
      busy = false;
    }
    // A watcher may have given it up meanwhile.
    alarm.set(over() ? null : nextWake(room));
  }

  const over = (): boolean => isCeded;
  function cede(): void {
    if (isCeded) return;
    isCeded = true;
    waiting.length = 0;
    alarm.set(null);
    apply({ type: 'ceded' });
  }

  let said = 0;
  function sent(from: string, command: Command): RoomEvent {
    const { epoch } = room.control;
    return { type: 'sent-command', from, seq: ++said, epoch, command, byCall: true };
  }

  /** A session is a value: what would be refused is found out on a copy of it. */
  function rehearse(from: string, commands: readonly Command[]): Refusal | null {
    let tried = room;
    for (const command of commands) {
      const event = { ...sent(from, command), epoch: tried.control.epoch } as RoomEvent;
      const [after, effects] = step(tried, event, now());
      const refused = effects.find((it) => it.type === 'refuse' && it.to === from);
      if (refused?.type === 'refuse') return refused.refusal;
      tried = after;
    }
    return null;
  }

  site.dialogTold = (dialog) => happen({ type: 'dialog', dialog });
  site.changed = keep;
  for (const part of ['doors', 'site'] as const) keep(part);
  if (first !== null) happen(first);
  return {
    id,
    alias,
    site,
    keys,
    view: (who) => (who !== undefined && who === room.live ? viewOf(room) : coveredView(room)),
    chat: () => room.chat,
    happen,
    roleOfKey: (key) => (isSame(key, keys.owner) ? 'owner' : isSame(key, keys.guest) ? 'guest' : null),
    join: (role, name) => {
      const who = freshId();
      happen({ type: 'joined', id: who, name, role, kind: 'browser' });
      tokens.revoke((it) => participant(it) === null);
      return participant(who) === null ? null : tokens.issue(who);
    },
    call: (role, name) => {
      const who = freshId();
      happen({ type: 'joined', id: who, name, role, kind: 'sip' });
      return participant(who);
    },
    issue: (who) => (participant(who) === null || room.ended ? null : tokens.issue(who)),
    attempt: (from, commands) => {
      const refusal = rehearse(from, commands);
      if (refusal === null) for (const command of commands) happen(sent(from, command));
      return refusal;
    },
    hasOwner: () => room.participants.some((it) => it.role === 'owner'),
    participantByShell: (given) => participant(tokens.byShell(given)),
    whenKept: (then) => store.whenKept(id, then),
    kept: () => new Promise((done) => store.whenKept(id, done)),
    journal: () => store.read(id),
    isSure: store.isSure,
    cede,
    keepAnew: () => {
      for (const part of ['room', 'doors', 'site', 'jar'] as const) keep(part);
    },
    holdings: async () => controlHistory(await store.read(id)),
    watch: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

const isTelling = ({ type }: Effect): boolean => type !== 'relay' && type !== 'refuse' && type !== 'forget';
/** Of a store of cookies that cannot be read in one go; ours can. */
const NO_COOKIES: Parts['jar'] = {
  version: '',
  storeType: null,
  rejectPublicSuffixes: true,
  cookies: [],
};
