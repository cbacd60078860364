// What frames show that have a script of their own: it tells when that is not what their attribute says.
import type { DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import { frameContent } from './frame-content.ts';
import { dom } from './native-dom.ts';

export interface FrameUrls {
  /** A frame shows this native URL. */
  readonly note: (frame: Element, url: string) => void;
  /** Null where the attribute says it all. */
  readonly describe: (frame: Element, id: number) => DomOp | null;
}

interface Parts {
  readonly document: Document;
  readonly idOf: (node: Node) => number | undefined;
  readonly noteState: (key: string, read: () => DomOp | null) => void;
}

export function createFrameUrls({ document, idOf, noteState }: Parts): FrameUrls {
  const urls = new WeakMap<Element, string>();
  const describe: FrameUrls['describe'] = (frame, id) => {
    const url = urls.get(frame);
    const source = dom.getAttribute(frame, 'src');
    const base = natives.baseURI(document);
    const written = source !== null && URL.canParse(source, base) ? new URL(source, base).href : '';
    return url === undefined || url === written || frameContent(frame) !== null ? null : ['go', id, url];
  };
  return {
    note: (frame, url) => {
      urls.set(frame, url);
      const id = idOf(frame);
      if (id !== undefined) noteState(`go ${id}`, () => describe(frame, id));
    },
    describe,
  };
}
