// Constructed style sheets of a mirror. A sheet can only be adopted in the document it was made for, so that each
// document has its own.
import { markerFor } from './hidden-marker.ts';
import { dom } from './native-dom.ts';
import type { Nodes } from './nodes.ts';
import { showRules } from './shown.ts';

interface Definition {
  readonly rules: readonly string[];
  readonly media: string;
  readonly disabled: boolean;
}

export interface Adopted {
  readonly define: (sheet: number, it: Definition) => void;
  readonly adopt: (root: Node, sheets: readonly number[]) => void;
}

export function createAdopted(nodes: Pick<Nodes, 'idOf'>): Adopted {
  const definitions = new Map<number, Definition>();
  const made = new Map<Document, Map<number, CSSStyleSheet>>();

  const fill = (sheet: CSSStyleSheet, { rules, media, disabled }: Definition): void => {
    showRules(sheet, rules);
    sheet.media.mediaText = media;
    sheet.disabled = disabled;
  };
  const sheetIn = (document: Document, number: number): CSSStyleSheet => {
    const definition = definitions.get(number);
    const view = document.defaultView;
    if (definition === undefined || view === null) throw new Error(`there is no sheet ${number}`);
    const sheets = made.get(document) ?? new Map<number, CSSStyleSheet>();
    made.set(document, sheets);
    const known = sheets.get(number);
    if (known !== undefined) return known;
    const sheet = new view.CSSStyleSheet();
    sheets.set(number, sheet);
    fill(sheet, definition);
    return sheet;
  };
  return {
    define: (number, it) => {
      definitions.set(number, it);
      for (const [document, sheets] of made) {
        // Documents of frames that are gone.
        if (nodes.idOf(document) === undefined) made.delete(document);
        const sheet = sheets.get(number);
        if (sheet !== undefined) fill(sheet, it);
      }
    },
    adopt: (root, sheets) => {
      const document = dom.type(root) === 9 ? (root as Document) : root.ownerDocument;
      if (document === null) return;
      (root as Document | ShadowRoot).adoptedStyleSheets = [
        ...sheets.map((number) => sheetIn(document, number)),
        ...markerFor(document),
      ];
    },
  };
}
