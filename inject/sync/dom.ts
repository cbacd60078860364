// `dom` and `resync`: the live document told, and asked for again.
import type { Recorder, Told } from '../mirror/record.ts';
import type { Reflector } from '../mirror/reflect.ts';
import { natives } from '../natives.ts';
import type { Applies, Scene } from './scene.ts';

/** Several mirrors that ask at the same time are given one answer. */
const GATHER_MS = 30;

export function answerResync(recorder: Recorder): Applies {
  let timer: number | undefined;
  return {
    resync: ({ parts = [] }) => {
      if (parts.length > 0) return recorder.resync(parts);
      timer ??= natives.setTimeout(() => {
        timer = undefined;
        recorder.resync();
      }, GATHER_MS);
    },
  };
}

export const tellDom = (scene: Pick<Scene, 'tell' | 'frame' | 'page'>, { seq, kind, ops }: Told): void =>
  scene.tell('dom', { frame: scene.frame, page: scene.page(), seq, kind, ops });

export function hearDom(reflector: Reflector, onPage: (page: string) => void): Applies {
  return {
    dom: ({ page, seq, kind, ops }) => {
      // The shell has unpacked it.
      if (typeof ops !== 'string') return;
      if (kind === 'snapshot') onPage(page);
      reflector.hear({ seq, kind, ops });
    },
  };
}
