// What is drawn on canvases, 2D and WebGL: no event tells of it, so that they are looked at, as often as is cheap.
import type { DomOp } from '../../protocol/dom.ts';
import { getter, method, natives, platformClass } from '../natives.ts';
import { isHidden } from './masking.ts';
import { dom } from './native-dom.ts';

const canvasClass = platformClass('HTMLCanvasElement');
const widthOf = getter(canvasClass, 'width');
const heightOf = getter(canvasClass, 'height');
const toBlob = method(canvasClass, 'toBlob') as (
  it: HTMLCanvasElement,
  done: (blob: Blob | null) => void,
  type: string,
  quality: number,
) => void;
const Reader = platformClass('FileReader');
const readAsDataURL = method(Reader, 'readAsDataURL');
const resultOf = getter(Reader, 'result');

/** Four pictures in a second are a chart that moves; a game is no page to browse together. */
const EVERY_MS = 250;
/** Reading pixels back from the graphics card may cost this share of the page's time at most. */
const SHARE = 25;
/** Letters of pictures in a second, of all canvases of a document together. */
const RATE = 600_000;
/** A picture longer than this says too little for what it costs. */
const MAX_LENGTH = 4_000_000;

export interface Canvases {
  /** A canvas that is told for the first time; gives the picture that is known of it. */
  readonly describe: (canvas: Element, id: number) => DomOp | null;
  readonly stop: () => void;
}

interface Parts {
  readonly idOf: (node: Node) => number | undefined;
  readonly noteState: (key: string, read: () => DomOp | null) => void;
}

/** The picture of a canvas as a data: URL; null where nobody may read it. */
function pictureOf(canvas: HTMLCanvasElement): Promise<string | null> {
  return new Promise((done) => {
    try {
      toBlob(
        canvas,
        (blob) => {
          if (blob === null || Reader === undefined) return done(null);
          const reader = new Reader();
          natives.addEventListener(reader, 'loadend', () => done(resultOf(reader) as string | null));
          readAsDataURL(reader, blob);
        },
        'image/webp',
        0.95,
      );
    } catch {
      // Another site's picture is drawn on it, or it is drawn by a worker: only the live browser shows it.
      done(null);
    }
  });
}

export function createCanvases({ idOf, noteState }: Parts): Canvases {
  const watched = new Set<HTMLCanvasElement>();
  const pictures = new WeakMap<Element, string>();
  let timer: number | undefined;
  let isStopped = false;

  const look = async (canvas: HTMLCanvasElement): Promise<number> => {
    if (widthOf(canvas) === 0 || heightOf(canvas) === 0 || isHidden(canvas)) return 0;
    const picture = await pictureOf(canvas);
    if (picture === null) watched.delete(canvas);
    if (picture === null || picture.length > MAX_LENGTH || pictures.get(canvas) === picture) return 0;
    pictures.set(canvas, picture);
    const id = idOf(canvas);
    if (id === undefined) return 0;
    noteState(`canvas ${id}`, () => (idOf(canvas) === id ? ['canvas', id, picture] : null));
    return picture.length;
  };
  const lookAtAll = async (): Promise<void> => {
    const began = natives.now();
    for (const canvas of [...watched]) if (!dom.isConnected(canvas)) watched.delete(canvas);
    // All of them now: what comes after a wait comes after the frame.
    const looked = Array.from(watched, look);
    const cost = natives.now() - began;
    const length = (await Promise.all(looked)).reduce((sum, it) => sum + it, 0);
    timer = undefined;
    ask(Math.max(EVERY_MS, cost * SHARE, (length / RATE) * 1_000));
  };
  const ask = (ms: number): void => {
    if (timer !== undefined || isStopped || watched.size === 0) return;
    timer = natives.setTimeout(() => {
      // What WebGL has drawn can be read until the frame is shown: behind the page's own callbacks of this very frame.
      if (document.hidden) void lookAtAll();
      else natives.requestAnimationFrame(() => void lookAtAll());
    }, ms);
  };
  return {
    describe: (canvas, id) => {
      watched.add(canvas as HTMLCanvasElement);
      ask(0);
      const picture = pictures.get(canvas);
      return picture === undefined || isHidden(canvas) ? null : ['canvas', id, picture];
    },
    stop: () => {
      isStopped = true;
      if (timer !== undefined) natives.clearTimeout(timer);
    },
  };
}
