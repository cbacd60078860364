// A way to an element that holds in another browser's copy of the page.
import type { Path } from '../protocol/frame-port.ts';
import { dom, isElement } from './mirror/native-dom.ts';
import { natives } from './natives.ts';

const byId = (scope: Node, id: string): Element | null =>
  (scope as Partial<Document>).getElementById?.(id) ?? null;

function* childrenOf(parent: Node): Generator<Element> {
  for (let it = dom.first(parent); it !== null; it = dom.next(it)) if (isElement(it)) yield it;
}

/** From its document: as short as ids allow, since what stands around them may differ. */
export function pathOf(element: Element): Path {
  const path: (string | number)[] = [];
  for (let at: Element = element; ;) {
    const scope = dom.scopeOf(at);
    const id = dom.getAttribute(at, 'id');
    const parent = natives.parentNode(at);
    if (id !== null && id !== '' && byId(scope, id) === at) path.unshift(id);
    else if (parent !== null) {
      path.unshift([...childrenOf(parent)].indexOf(at));
      if (isElement(parent)) {
        at = parent;
        continue;
      }
    }
    const host = dom.hostOf(scope);
    if (host === null) return path;
    path.unshift('');
    at = host;
  }
}

/** Null where there is no such element (yet). */
export function elementAtPath(document: Document, path: Path): Element | null {
  let at: Node | null = document;
  for (const step of path) {
    if (at === null) return null;
    if (step === '') at = isElement(at) ? dom.shadowRoot(at) : null;
    else at = typeof step === 'string' ? byId(at, step) : ([...childrenOf(at)][step] ?? null);
  }
  return isElement(at) ? at : null;
}
