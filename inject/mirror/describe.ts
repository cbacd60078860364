// One node as the operation that makes it in a mirror.
import type { AddOp, AttributeName } from '../../protocol/dom.ts';
import { HIDDEN_MARK } from '../../protocol/privacy.ts';
import { shownAttribute } from './attribute.ts';
import { dom } from './native-dom.ts';
import { beginsHidden, isHiddenText } from './masking.ts';
import { BULLETS, isSecret, masked } from './secret.ts';

const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';
const shortNames: Readonly<Record<string, string>> = { [HTML]: '', [SVG]: 's' };
const longNames: Readonly<Record<string, string>> = { '': HTML, s: SVG };
export const longNamespace = (short: string): string => longNames[short] ?? short;

export interface Place {
  readonly parent: number;
  readonly next: number;
  readonly id: number;
}

/** Text as a mirror may see it: scripts are not run there, and what a secret field was served with is masked. */
export function shownText(node: Node, mayHide = true): string {
  const text = dom.text(node as CharacterData);
  const parent = dom.parent(node);
  if (parent === null || dom.type(parent) === 9) return text;
  const name = dom.type(parent) === 1 ? dom.localName(parent as Element) : '';
  if (name === 'script') return '';
  if (mayHide && isHiddenText(node)) return hiddenText(node, text);
  return name === 'textarea' && isSecret(parent as Element) ? masked(text) : text;
}

/** White space is layout; everything else says that something stands there, not how much. */
function hiddenText(node: Node, text: string): string {
  if (dom.type(node) === 8) return '';
  const said = text.trim();
  return said === '' ? text : text.replace(said, BULLETS);
}

function describeElement(it: Element, { parent, next, id }: Place): AddOp {
  const attributes: (AttributeName | string)[] = [];
  dom.eachAttribute(it, (name, value, namespace) => {
    const shown = shownAttribute(it, name, value);
    if (shown === null) return;
    attributes[attributes.length] = namespace === null ? name : [namespace, name];
    attributes[attributes.length] = shown;
  });
  if (beginsHidden(it)) {
    attributes[attributes.length] = HIDDEN_MARK;
    attributes[attributes.length] = '';
  }
  const namespace = dom.namespace(it) ?? 'none';
  return ['+', parent, next, id, 1, dom.qualifiedName(it), shortNames[namespace] ?? namespace, attributes];
}

/** Null for a kind of node that no document shows. */
export function describe(node: Node, place: Place): AddOp | null {
  const { parent, next, id } = place;
  switch (dom.type(node)) {
    case 1:
      return describeElement(node as Element, place);
    case 3:
      return ['+', parent, next, id, 3, shownText(node)];
    case 4:
      return ['+', parent, next, id, 4, shownText(node)];
    case 7:
      return [
        '+',
        parent,
        next,
        id,
        7,
        dom.instructionTarget(node as ProcessingInstruction),
        dom.text(node as CharacterData),
      ];
    case 8:
      return ['+', parent, next, id, 8, shownText(node)];
    case 9:
      return ['+', parent, next, id, 9];
    case 10: {
      const it = node as DocumentType;
      return [
        '+',
        parent,
        next,
        id,
        10,
        dom.doctype.name(it),
        dom.doctype.publicId(it),
        dom.doctype.systemId(it),
      ];
    }
    case 11: {
      const it = node as ShadowRoot;
      // Older browsers have neither.
      const { delegatesFocus = false, slotAssignment = 'named' } = it as Partial<ShadowRoot>;
      return ['+', parent, next, id, 11, it.mode, delegatesFocus, slotAssignment];
    }
    default:
      return null;
  }
}
