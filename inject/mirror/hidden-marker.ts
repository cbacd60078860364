// How a mirror shows that something is hidden.
import { HIDDEN_MARK } from '../../protocol/privacy.ts';

const STYLE = `[${HIDDEN_MARK}] { background: repeating-linear-gradient(45deg, #0000 0 6px, #7773 6px 12px) !important;
  outline: 1px dashed #777a !important; outline-offset: -1px; cursor: not-allowed !important }`;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** A sheet can only be adopted in the document it was made for. */
export function markerFor(document: Document): readonly CSSStyleSheet[] {
  const view = document.defaultView;
  if (view === null) return [];
  let sheet = sheets.get(document);
  if (sheet === undefined) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(document, sheet);
  }
  return [sheet];
}

export function markHidden(root: Document | ShadowRoot): void {
  const document = root.nodeType === 9 ? (root as Document) : root.ownerDocument;
  if (document === null) return;
  const [marker] = markerFor(document);
  if (marker !== undefined && !root.adoptedStyleSheets.includes(marker))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, marker];
}
