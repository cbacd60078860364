// Style sheets that are more than their text: rules set by script, and constructed sheets a root has adopted.
import type { DomOp } from '../../protocol/dom.ts';
import { getter, platformClass } from '../natives.ts';
import { isHandSheet } from './hand-styles.ts';
import { dom, has } from './native-dom.ts';
import { watchMethod, watchSetter } from './watch.ts';

const sheetClass = platformClass('CSSStyleSheet');
const rulesOf = getter(sheetClass, 'cssRules');
const ownerOf = getter(platformClass('StyleSheet'), 'ownerNode');
const textOf = getter(platformClass('CSSRule'), 'cssText');
const parentSheet = getter(platformClass('CSSRule'), 'parentStyleSheet');
const disabledOf = getter(platformClass('StyleSheet'), 'disabled');
const mediaOf = getter(platformClass('StyleSheet'), 'media');
const ownerRule = getter(platformClass('CSSStyleDeclaration'), 'parentRule');
const styleSheet = getter(platformClass('HTMLStyleElement'), 'sheet');
const linkSheet = getter(platformClass('HTMLLinkElement'), 'sheet');
const ofDocument = getter(platformClass('Document'), 'adoptedStyleSheets');
const ofRoot = getter(platformClass('ShadowRoot'), 'adoptedStyleSheets');
const canAdopt = has(platformClass('Document'), 'adoptedStyleSheets');

export interface Sheets {
  /** What is to be told of an element or root that is told for the first time. */
  readonly describe: (node: Node, id: number, tell: (op: DomOp) => void) => void;
  /** Looks whether a root adopts other sheets than it was told to. The list can change without a setter being called. */
  readonly check: (root: Node) => void;
  /** Before a fresh snapshot: constructed sheets are told again. */
  readonly restart: () => void;
  readonly stop: () => void;
}

interface Parts {
  readonly idOf: (node: Node) => number | undefined;
  readonly noteState: (key: string, read: () => DomOp | null) => void;
}

function rulesIn(sheet: CSSStyleSheet): string[] {
  const texts: string[] = [];
  try {
    const rules = rulesOf(sheet);
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i];
      if (rule !== undefined) texts[i] = textOf(rule);
    }
  } catch {
    // Another origin's sheet: its link is all a mirror needs.
  }
  return texts;
}

const adoptedBy = (root: Node): readonly CSSStyleSheet[] =>
  !canAdopt
    ? []
    : (dom.type(root) === 9 ? ofDocument(root as Document) : ofRoot(root as ShadowRoot)).filter(
        (it) => !isHandSheet(it),
      );

function sheetOf(element: Element): CSSStyleSheet | null {
  const name = dom.localName(element);
  if (dom.namespace(element) !== 'http://www.w3.org/1999/xhtml') return null;
  return name === 'style'
    ? styleSheet(element as HTMLStyleElement)
    : name === 'link'
      ? linkSheet(element as HTMLLinkElement)
      : null;
}

export function createSheets({ idOf, noteState }: Parts): Sheets {
  /** Sheets whose rules are not what their text says any more. */
  const changed = new WeakSet<CSSStyleSheet>();
  const numbers = new WeakMap<CSSStyleSheet, number>();
  const adopted = new WeakMap<Node, string>();
  let told = new WeakSet<CSSStyleSheet>();
  let next = 1;

  const numberOf = (sheet: CSSStyleSheet): number => {
    const number = numbers.get(sheet) ?? next++;
    numbers.set(sheet, number);
    return number;
  };
  const tellSheet = (sheet: CSSStyleSheet): DomOp => {
    told.add(sheet);
    return ['sheet', numberOf(sheet), rulesIn(sheet), mediaOf(sheet).mediaText, disabledOf(sheet)];
  };
  const noteSheet = (sheet: CSSStyleSheet): void => {
    const owner = ownerOf(sheet);
    if (owner === null) {
      if (told.has(sheet)) noteState(`sheet ${numberOf(sheet)}`, () => tellSheet(sheet));
      return;
    }
    changed.add(sheet);
    const id = idOf(owner);
    // A rule after the other: they are read once, when they are told.
    if (id !== undefined)
      noteState(`rules ${id}`, () => (ownerOf(sheet) === owner ? ['rules', id, rulesIn(sheet)] : null));
  };
  const tellAdopted = (root: Node, id: number, tell: (op: DomOp) => void): void => {
    const list: number[] = [];
    for (const sheet of adoptedBy(root)) {
      list[list.length] = numberOf(sheet);
      if (!told.has(sheet)) tell(tellSheet(sheet));
    }
    adopted.set(root, list.join());
    tell(['adopt', id, list]);
  };
  const check = (root: Node): void => {
    const id = idOf(root);
    if (!canAdopt || id === undefined) return;
    const sheets = adoptedBy(root);
    if (sheets.map(numberOf).join() === (adopted.get(root) ?? '')) return;
    for (const sheet of sheets) {
      if (!told.has(sheet)) noteState(`sheet ${numberOf(sheet)}`, () => tellSheet(sheet));
    }
    noteState(`adopt ${id}`, () => {
      const list = adoptedBy(root).map(numberOf);
      adopted.set(root, list.join());
      return ['adopt', id, list];
    });
  };

  const noteRule = (rule: object | null): void => {
    const sheet = rule === null ? null : parentSheet(rule as CSSRule);
    if (sheet !== null) noteSheet(sheet);
  };
  const noteDeclaration = (style: object): void => noteRule(ownerRule(style as CSSStyleDeclaration));
  const stops = [
    ...['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync'].map((key) =>
      watchMethod(sheetClass, key, (sheet) => noteSheet(sheet as CSSStyleSheet)),
    ),
    watchMethod(sheetClass, 'replace', (sheet, done) => {
      if (done instanceof Promise)
        void done.then(
          () => noteSheet(sheet as CSSStyleSheet),
          () => undefined,
        );
    }),
    ...['insertRule', 'deleteRule'].map((key) =>
      watchMethod(platformClass('CSSGroupingRule'), key, noteRule),
    ),
    ...['setProperty', 'removeProperty'].map((key) =>
      watchMethod(platformClass('CSSStyleDeclaration'), key, noteDeclaration),
    ),
    watchSetter(platformClass('CSSStyleDeclaration'), 'cssText', noteDeclaration),
    watchSetter(platformClass('StyleSheet'), 'disabled', (sheet) => noteSheet(sheet as CSSStyleSheet)),
    ...[platformClass('Document'), platformClass('ShadowRoot')].map((owner) =>
      watchSetter(owner, 'adoptedStyleSheets', (root) => check(root as Node)),
    ),
  ];
  return {
    describe: (node, id, tell) => {
      const type = dom.type(node);
      if (type === 1) {
        const sheet = sheetOf(node as Element);
        if (sheet !== null && changed.has(sheet)) tell(['rules', id, rulesIn(sheet)]);
      } else if ((type === 9 || type === 11) && adoptedBy(node).length > 0) tellAdopted(node, id, tell);
    },
    check,
    restart: () => {
      told = new WeakSet();
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
