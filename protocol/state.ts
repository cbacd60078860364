// What everybody in a session is told about it. State is sent, not only events: who missed a message is right again with the next.
import type { RealUrl } from './address.ts';
import type { PrivacyMode } from './privacy.ts';

export type Role = 'owner' | 'guest' | 'observer' | 'admin';
export type Kind = 'browser' | 'sip';

export interface ParticipantState {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly kind: Kind;
  /** False while the connection is lost and the grace period runs. */
  readonly online: boolean;
  /** `#rrggbb`, for pointer, highlights and name. */
  readonly colour: string;
  /** Milliseconds since 1970. */
  readonly joined: number;
}

export interface ControlState {
  readonly holder: string | null;
  /** The fencing token: grows at every change of holder. */
  readonly epoch: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Who waits, first first. */
  readonly queue: readonly string[];
}

export interface WindowState {
  /** `w1`, `w2`, ...: the same for everybody. */
  readonly id: string;
  readonly url: RealUrl;
  /** Where relative addresses begin in a page without an address of its own (about:blank); '' for all others. */
  readonly base: RealUrl;
  readonly title: string;
  /** Of the icon, or ''. */
  readonly icon: RealUrl;
  /** Page id of the load that is shown; '' before the first. */
  readonly page: string;
  readonly status: 'loading' | 'interactive' | 'complete';
  readonly width: number;
  readonly height: number;
  /** Share of the scroll range of the page itself, 0..1. */
  readonly scroll: { readonly x: number; readonly y: number };
  readonly focused: boolean;
  /** Name of the frame the live page already holds for it (window.open), else null. */
  readonly spare: string | null;
  readonly opener: string | null;
}

/** A dialog of the browser's own (HTML, "simple dialogs"): the pages stand still until it is answered. */
export interface PageDialog {
  readonly kind: 'alert' | 'confirm' | 'prompt' | 'print';
  /** What it says, as far as mirrors may know it. */
  readonly text: string;
}

export interface SessionState {
  readonly id: string;
  /** Grows with every change; an older state that arrives late is dropped. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly participants: readonly ParticipantState[];
  readonly control: ControlState;
  readonly windows: readonly WindowState[];
  /** Whose browser runs the pages: one for all windows, so that a site's windows share one storage; null: nobody's yet. */
  readonly live: string | null;
  /** Whose browser is about to run them: the one that does packs up. */
  readonly moving: string | null;
  /** Who has covered the mirrors; null: nobody, they show the pages. */
  readonly paused: string | null;
  /** What the browser that runs the pages asks its own participant; null: nothing. */
  readonly dialog: PageDialog | null;
  /** For how many milliseconds nobody's browser ran the pages when that was so last; 0: never yet. */
  readonly gap: number;
  readonly privacy: PrivacyMode;
  /** How many requests of pages were stopped because they would have left the proxy. */
  readonly leaks: number;
  /** How often a mirror was found to differ from the live page, and was put right. */
  readonly drifts: number;
}
