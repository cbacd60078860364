// What the shell and the script in a window's frames say to each other, over one MessagePort per frame.
// The page is untrusted: the shell sets the window itself and passes on only what the frame's role may send.
import type { ProxiedUrl } from './address.ts';
import type { Relayed, Refusal } from './wire.ts';
import type { CommandName } from './commands.ts';

/** posted by a frame's script to the shell's window (native top) with one MessagePort; the shell answers on that port with `init`. */
export interface Hello {
  readonly lockstep: 'hello';
  /** From the boot tag: proves that the script is ours, not the site's. */
  readonly key: string;
  /** '' or the path of frame elements (protocol/commands.ts `frame`). */
  readonly frame: string;
  readonly page: string;
}
/** posted by a nested frame's script to its parent's window, which answers on the port with `{ frame, page }` of the child. */
export interface Nested {
  readonly lockstep: 'nested';
  readonly key: string;
  /** Of the child, which its parent may not be able to read. */
  readonly url: ProxiedUrl;
}
export interface NestedReply {
  readonly frame: string;
  readonly page: string;
}

export type Tool = 'none' | 'pointer' | 'text' | 'element' | 'rectangle' | 'stroke';

export interface Point {
  /** CSS pixels in the window's main frame's viewport. */
  readonly x: number;
  readonly y: number;
}

/** One thing drawn over a window, in CSS pixels of the frame's viewport. */
export interface Mark {
  readonly id: string;
  readonly kind: 'pointer' | 'focus' | 'text' | 'element' | 'rectangle' | 'stroke';
  readonly colour: string;
  /** Whose it is; '' unless it is a pointer. */
  readonly from: string;
  /** focus, text, element, rectangle: boxes [x, y, width, height]; pointer, stroke: points [x, y]. */
  readonly geometry: readonly (readonly number[])[];
}

/** A way to an element from its document: an id, a place among the element children, or ('') into the shadow root. */
export type Path = readonly (string | number)[];

/** What a person has done to a page that neither the site nor its storage knows of; `tag`: the element's local name. */
export type PackedItem = { readonly path: Path; readonly tag: string } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'check'; readonly checked: boolean }
  | { readonly kind: 'select'; readonly options: readonly number[] }
  | { readonly kind: 'open'; readonly open: boolean }
  | { readonly kind: 'scroll'; readonly left: number; readonly top: number }
  | { readonly kind: 'focus' }
);
/** A mirror's document, as the live page that takes its place is to be brought to. */
export interface PackedPage {
  readonly url: ProxiedUrl;
  readonly items: readonly PackedItem[];
}

export type ToFrame =
  | {
      readonly type: 'init' | 'role';
      readonly role: 'live' | 'mirror';
      readonly controller: boolean;
      readonly me: string;
      readonly window: string;
      readonly colour: string;
      /** Somebody is in the session who knows elements only by selectors. */
      readonly names: boolean;
      /** A page opened the window: its script may close it (HTML, "script-closable"). */
      readonly opened: boolean;
    }
  | { readonly type: 'relay'; readonly relayed: Relayed }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** Back, forward, reload, stop: only the frame itself can. */
  | { readonly type: 'history'; readonly to: 'back' | 'forward' | 'reload' | 'stop' }
  /** A tool drawn with over the window: the frame turns points into anchors and sends the command itself. */
  | {
      readonly type: 'gesture';
      readonly tool: Exclude<Tool, 'none'>;
      readonly phase: 'move' | 'end' | 'leave';
      readonly points: readonly Point[];
      readonly colour: string;
    }
  /** The pages move to another browser: hand over what is stored (live), or say what was done to the page (mirror); then say `packed`. */
  | { readonly type: 'pack' }
  /** The page has moved here: bring it to where it was. */
  | { readonly type: 'unpack'; readonly pages: readonly PackedPage[] }
  /** The session is over: clear this site's storage, then say `cleared`. */
  | { readonly type: 'clear' };

export type Notice = 'secret' | 'files';

export type FromFrame =
  /** A command; the shell adds `window`, and numbers it. `local` comes back in `sent` with that number. */
  | {
      readonly type: 'command';
      readonly name: CommandName;
      readonly body: Record<string, unknown>;
      readonly local?: number;
    }
  /** What is to be drawn over this frame now, replacing what was. `frames`: where nested frames lie, for their marks. */
  | {
      readonly type: 'marks';
      readonly marks: readonly Mark[];
      readonly frames: Readonly<Record<string, readonly [number, number]>>;
    }
  /** Counted by the session: a request that would have left the proxy. */
  | { readonly type: 'leak'; readonly url: string; readonly kind: string }
  /** Remote input into a secret field was refused; or files are too many or too large to be sent. */
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'packed'; readonly page: PackedPage | null }
  | { readonly type: 'cleared' };

/** From the shell, in answer to a `command` with `local`: the number it got, for telling one's own echo. */
export interface Sent {
  readonly type: 'sent';
  readonly local: number;
  readonly seq: number;
}
