// The socket between a shell and the server: event maps and refusals. Path, version and names in one place.
import type { ProxiedUrl } from './address.ts';
import type { CommandName } from './commands.ts';
import type { SessionState } from './state.ts';

export const PROTOCOL_VERSION = 1;
/** Never socket.io's default: a proxied site may use that itself. */
export const SOCKET_PATH = '/_lockstep/socket';
/** SIP over WebSocket (RFC 7118). */
export const SIP_PATH = '/_lockstep/sip';
/** Everything of ours on a site's host lives under this path. */
export const OWN_PATH = '/_lockstep/';

/** Why the server did not do what was asked. */
export type RefusalReason =
  | 'no-control'
  | 'stale-epoch'
  | 'not-live'
  | 'not-allowed'
  | 'bad-command'
  | 'unknown-window'
  | 'unknown-participant'
  | 'unknown-site'
  | 'too-large'
  | 'too-fast'
  | 'limit'
  | 'nobody-live'
  | 'not-kept'
  | 'secret';

export interface Refusal {
  readonly name: string;
  readonly reason: RefusalReason;
  /** A sentence for a person. */
  readonly message: string;
}

/** A command on its way from the server to a shell. */
export interface Relayed {
  readonly name: CommandName;
  readonly body: unknown;
  /** Who sent it, and which of theirs it is: sender and sequence stop an echo. */
  readonly from: string;
  readonly seq: number;
}

/** Why a session is over for this participant. */
export type EndReason =
  'ended' | 'removed' | 'left' | 'expired' | 'superseded' | 'unknown-session' | 'version';

export interface Ended {
  readonly reason: EndReason;
  /** Proxied origins of the session: this browser is to forget what they have stored in it. */
  readonly sites: readonly ProxiedUrl[];
}

export interface Welcome {
  readonly version: number;
  readonly you: string;
  readonly state: SessionState;
  /** Only to the owner; the address to send to others. */
  readonly inviteUrl: string | null;
  /** Remembered commands (memory: 'last'), oldest first. */
  readonly remembered: readonly Relayed[];
  readonly chat: readonly ChatLine[];
  /** Origins of this session's hosts whose label is only a fingerprint: label -> real origin. */
  readonly hashed: Readonly<Record<string, string>>;
}

export interface ChatLine {
  readonly from: string;
  readonly name: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** `unknown` on purpose: nothing that came in can be used before it is parsed. */
export interface ToServer {
  /** `epoch`: of the control the sender believes to hold; `seq`: counts the sender's commands. */
  command: (wire: { name: unknown; body: unknown; seq: unknown; epoch: unknown }) => void;
  /** Round trip, for the lag shown to people: answered at once. */
  lag: (done: () => void) => void;
}

export interface ToShell {
  welcome: (it: Welcome) => void;
  state: (it: SessionState) => void;
  relay: (it: Relayed) => void;
  chat: (it: ChatLine) => void;
  refused: (it: Refusal) => void;
  ended: (it: Ended) => void;
}
