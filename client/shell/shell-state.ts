// Everything the shell shows, and how each thing that happens changes it.
import type { Tool } from '../../protocol/frame-port.ts';
import type { SessionState } from '../../protocol/state.ts';
import type { ChatLine, EndReason, Refusal, Welcome } from '../../protocol/wire.ts';
import type { View } from './layout.ts';
import { news } from './news.ts';
import { discardSpares, load, nothingPlaced, place, ready, unveil, type Placement } from './placement.ts';

export type Drawing = Exclude<Tool, 'none' | 'pointer'>;
export type Panel = 'none' | 'people' | 'chat';

/** What a toast offers besides being read. */
export type Offer =
  | { readonly kind: 'request' }
  /** To have the pages run in this browser. */
  | { readonly kind: 'move' }
  | { readonly kind: 'admit'; readonly participant: string };
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'warning';
  readonly offer: Offer | null;
}

export interface ShellState {
  readonly phase: 'connecting' | 'online' | 'offline' | 'ending' | 'ended';
  readonly you: string;
  readonly session: SessionState | null;
  readonly placement: Placement;
  readonly inviteUrl: string | null;
  readonly chat: readonly ChatLine[];
  readonly unread: number;
  readonly panel: Panel;
  readonly tool: Tool;
  /** What Highlight draws when it is switched on. */
  readonly drawing: Drawing;
  /** Null: the participant's own colour. */
  readonly ink: string | null;
  readonly view: View;
  readonly toasts: readonly Toast[];
  readonly toastCount: number;
  /** The latest thing to be read out. */
  readonly said: string;
  /** Milliseconds of a round trip to the server; null: not known. */
  readonly lag: number | null;
  readonly end: EndReason | null;
  /** Why the server did not let us in, as it says. */
  readonly problem: string | null;
}

export type ShellEvent =
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  | { readonly type: 'state'; readonly state: SessionState }
  | { readonly type: 'chat'; readonly line: ChatLine }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'offline' }
  | { readonly type: 'lag'; readonly lag: number }
  | { readonly type: 'ending'; readonly reason: EndReason | null; readonly problem: string | null }
  | { readonly type: 'ended' }
  | { readonly type: 'panel'; readonly panel: Panel }
  | { readonly type: 'tool'; readonly tool: Tool }
  | { readonly type: 'ink'; readonly ink: string }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'load'; readonly window: string; readonly url: string }
  /** The pages have had time enough to stand here. */
  | { readonly type: 'unveil' }
  /** The frame of a slot has loaded. */
  | { readonly type: 'ready'; readonly key: string }
  | {
      readonly type: 'toast';
      readonly text: string;
      readonly tone: Toast['tone'];
      readonly offer: Offer | null;
    }
  | { readonly type: 'dismiss'; readonly id: number };

export const firstState: ShellState = {
  phase: 'connecting',
  you: '',
  session: null,
  placement: nothingPlaced,
  inviteUrl: null,
  chat: [],
  unread: 0,
  panel: 'none',
  tool: 'none',
  drawing: 'text',
  ink: null,
  view: { mode: 'fit', zoom: 1 },
  toasts: [],
  toastCount: 0,
  said: '',
  lag: null,
  end: null,
  problem: null,
};

const MAX_TOASTS = 4;
const MAX_CHAT = 1_000;

function toast(state: ShellState, text: string, tone: Toast['tone'], offer: Offer | null): ShellState {
  // The same thing said twice is one thing: only its time starts anew.
  const others = state.toasts.filter((it) => it.text !== text);
  const id = state.toastCount + 1;
  return { ...state, toasts: [...others, { id, text, tone, offer }].slice(-MAX_TOASTS), toastCount: id };
}

function withSession(state: ShellState, session: SessionState, you: string): ShellState {
  if (state.session !== null && state.you === you && session.version < state.session.version) return state;
  const told = state.session === null ? [] : news(state.session, session, you);
  const next = { ...state, you, session, placement: place(state.placement, session, you) };
  // An offer to admit somebody who waits no longer is void.
  const toasts = next.toasts.filter(
    ({ offer }) => offer?.kind !== 'admit' || session.control.queue.includes(offer.participant),
  );
  const said = told.length === 0 ? state.said : told.map((it) => it.text).join(' ');
  return told.reduce<ShellState>((it, one) => (one.toast ? toast(it, one.text, 'info', one.offer) : it), {
    ...next,
    toasts,
    said,
  });
}

function welcomed(state: ShellState, { you, state: session, inviteUrl, chat }: Welcome): ShellState {
  // A version counts within one run of the session: after a connection anew, what the server says is what holds.
  const anew = { ...state, session: state.session === null ? null : { ...state.session, version: 0 } };
  return {
    ...withSession(anew, session, you),
    phase: 'online',
    inviteUrl,
    chat: chat.slice(-MAX_CHAT),
    problem: null,
  };
}

function heardChat(state: ShellState, line: ChatLine): ShellState {
  const isOwn = line.from === state.you;
  const said = isOwn ? state.said : `${line.name}: ${line.text}`;
  const unread = isOwn || state.panel === 'chat' ? state.unread : state.unread + 1;
  return { ...state, chat: [...state.chat, line].slice(-MAX_CHAT), said, unread };
}

const isWaiting = ({ placement }: ShellState, key: string): boolean =>
  placement.slots.some((it) => it.key === key && it.window === null && it.held && !it.ready);

function refused(before: ShellState, { name, reason, message }: Refusal): ShellState {
  const { session } = before;
  const isUnopened = name === 'open' && session !== null && session.live === before.you;
  const state = isUnopened ? { ...before, placement: discardSpares(before.placement, session) } : before;
  // Pointers come many a second: one that is too fast is dropped, and nobody need read of it.
  if (reason === 'too-fast' && (name === 'pointer' || name === 'scroll')) return state;
  const offer = reason === 'no-control' || reason === 'stale-epoch' ? ({ kind: 'request' } as const) : null;
  return { ...toast(state, message, 'warning', offer), said: message };
}

const isOver = (state: ShellState): boolean => state.phase === 'ending' || state.phase === 'ended';

function reduceRunning(state: ShellState, event: ShellEvent): ShellState {
  switch (event.type) {
    case 'welcome':
      return welcomed(state, event.welcome);
    case 'state':
      return withSession(state, event.state, state.you);
    case 'chat':
      return heardChat(state, event.line);
    case 'refused':
      return refused(state, event.refusal);
    case 'offline':
      return state.phase === 'online' ? { ...state, phase: 'offline', lag: null } : state;
    case 'lag':
      return { ...state, lag: event.lag };
    case 'ending':
      return {
        ...state,
        phase: 'ending',
        end: event.reason,
        problem: event.problem,
        tool: 'none',
        toasts: [],
      };
    case 'ended':
      return { ...state, phase: 'ended', placement: nothingPlaced };
    case 'panel':
      return { ...state, panel: event.panel, unread: event.panel === 'chat' ? 0 : state.unread };
    case 'tool':
      return {
        ...state,
        tool: event.tool,
        drawing: event.tool === 'none' || event.tool === 'pointer' ? state.drawing : event.tool,
      };
    case 'ink':
      return { ...state, ink: event.ink };
    case 'view':
      return { ...state, view: event.view };
    case 'load':
      return { ...state, placement: load(state.placement, event.window, event.url) };
    case 'unveil':
      return { ...state, placement: unveil(state.placement) };
    case 'ready':
      return isWaiting(state, event.key) && state.session !== null
        ? { ...state, placement: ready(state.placement, event.key, state.session) }
        : state;
    case 'toast':
      return { ...toast(state, event.text, event.tone, event.offer), said: event.text };
    case 'dismiss':
      return { ...state, toasts: state.toasts.filter((it) => it.id !== event.id) };
  }
}

/** After the end nothing changes any more but that it becomes final. */
export function reduce(state: ShellState, event: ShellEvent): ShellState {
  return isOver(state) && event.type !== 'ended' ? state : reduceRunning(state, event);
}
