// The browser's name of a window that a page opened. It alone stays through every navigation, so it says who the opener is, too.
import { natives } from './natives.ts';

/** The shell's own names for frames: the site sees none. */
const SHELLS = /^ls-/;
const OPENED = /^ls-opened\|([^|]*)\|(\d+)\|([\s\S]*)$/;

export interface OpenedName {
  /** The way from the shell's window to the opener, or ''. */
  readonly opener: string;
  /** How many entries the history had that it shares with the windows there were. */
  readonly entries: number;
  /** As the site knows it. */
  readonly name: string;
}

export const openedName = ({ opener, entries, name }: OpenedName): string =>
  `ls-opened|${opener}|${entries}|${name}`;

/** Null: a window that no page opened, or none of this name. */
export function readOpenedName(native: string): OpenedName | null {
  const [, opener, entries, name] = OPENED.exec(native) ?? [];
  return opener === undefined || name === undefined ? null : { opener, entries: Number(entries), name };
}

export const siteName = (native: string): string =>
  readOpenedName(native)?.name ?? (SHELLS.test(native) ? '' : native);

type Frames = Readonly<Record<string, Window | undefined>> & Window;

const indexOf = (frames: Window, frame: Window): number => {
  for (let i = 0; i < frames.length; i++) if (frames[i] === frame) return i;
  return -1;
};

/** `own`: the browser's name of `window`. Names stay when other windows come and go, numbers need not. */
export function wayTo(window: Window, own: string): string {
  const steps: string[] = [];
  for (let it = window; it !== natives.top; it = natives.parentOf(it)) {
    const parent = natives.parentOf(it);
    const isNamed = it === window && parent === natives.top && SHELLS.test(own);
    steps.unshift(isNamed ? own : String(indexOf(parent, it)));
  }
  return steps.join('/');
}

export function windowAt(way: string): Window | null {
  let at = natives.top as Frames | null;
  if (way === '') return null;
  for (const step of way.split('/')) {
    try {
      at = (at?.[step] ?? null) as Frames | null;
    } catch {
      // Another origin's window without a frame of this name: the opener is gone.
      return null;
    }
  }
  return at;
}
