// Which of our iframes a message came from, however deep in it.

/** Frames deeper than the protocol can name them do not take part. */
const MAX_DEPTH = 9;

/** The parent of a window can be read from any origin (HTML, cross-origin properties of Window). */
interface Framed {
  readonly parent: unknown;
}

/** The iframe whose tree `source` belongs to, and how deep in it: 0 is the iframe's own page. */
export function findFrame<F extends { readonly element: { readonly contentWindow: unknown } }>(
  source: unknown,
  frames: readonly F[],
): { readonly frame: F; readonly depth: number } | null {
  let at = source;
  for (let depth = 0; depth <= MAX_DEPTH && typeof at === 'object' && at !== null; depth++) {
    const window = at;
    const frame = frames.find((it) => it.element.contentWindow === window);
    if (frame !== undefined) return { frame, depth };
    const { parent } = window as Framed;
    if (parent === window) return null;
    at = parent;
  }
  return null;
}
