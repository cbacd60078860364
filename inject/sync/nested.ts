// Frames within this one: tells their scripts where they are, and the shell where they lie.
import type { Boot } from '../../protocol/boot.ts';
import type { NestedReply } from '../../protocol/frame-port.ts';
import { isHidden } from '../mirror/masking.ts';
import { dom } from '../mirror/native-dom.ts';
import { natives } from '../natives.ts';
import { answerFrames } from '../place.ts';

interface Parts {
  readonly boot: Boot;
  /** Whose frames these are. */
  readonly window: Window;
  readonly idOf: (node: Node) => number | undefined;
  readonly roots: () => Iterable<Node>;
  /** Null until it is known where this frame itself is. */
  readonly place: () => NestedReply | null;
  readonly onFrame: (frame: Element, url: string) => void;
}

export interface FramesWithin {
  /** Answers who could not be answered yet. */
  readonly look: () => void;
  /** Path -> where its viewport begins in this one. */
  readonly offsets: () => Readonly<Record<string, readonly [number, number]>>;
}

interface Asked {
  readonly child: MessageEventSource;
  readonly url: string;
  readonly done: (place: NestedReply) => void;
}

export function createFramesWithin({ boot, window, idOf, roots, place, onFrame }: Parts): FramesWithin {
  let waiting: Asked[] = [];
  const frames = new Map<string, Element>();

  const frameOf = (child: MessageEventSource): Element | null => {
    for (const root of roots()) {
      for (const frame of (root as ParentNode).querySelectorAll('iframe, frame')) {
        if (natives.contentWindow(frame as HTMLIFrameElement) === child) return frame;
      }
    }
    return null;
  };
  const answer = ({ child, url, done }: Asked): boolean => {
    const here = place();
    const frame = frameOf(child);
    const id = frame === null ? undefined : idOf(frame);
    if (here === null || frame === null || id === undefined) return false;
    // It is not told where it is, and so tells nobody anything.
    if (isHidden(frame)) return true;
    const path = here.frame === '' ? `${id}` : `${here.frame}.${id}`;
    frames.set(path, frame);
    done({ frame: path, page: here.page });
    onFrame(frame, url);
    return true;
  };
  answerFrames(boot, window, (child, url, done) => {
    const asked = { child, url, done };
    // One frame has one question: that of its present document.
    waiting = waiting.filter((it) => it.child !== child);
    if (!answer(asked)) waiting.push(asked);
  });
  return {
    look: () => {
      if (waiting.length > 0) waiting = waiting.filter((it) => !answer(it));
    },
    offsets: () => {
      const found: Record<string, readonly [number, number]> = {};
      for (const [path, frame] of frames) {
        if (!dom.isConnected(frame)) {
          frames.delete(path);
          continue;
        }
        const { left, top } = dom.rect(frame);
        const style = natives.getComputedStyle(frame);
        const inset = (side: 'Left' | 'Top'): number =>
          frame[`client${side}`] + (parseFloat(style[`padding${side}`]) || 0);
        found[path] = [Math.round(left + inset('Left')), Math.round(top + inset('Top'))];
      }
      return found;
    },
  };
}
