// What style sheets say of elements that are pointed at, pressed or focused (`:hover` and its like), for hands that are not
// this browser's: no script can bring these states about. The rules that ask for them stand again in a sheet of ours, and
// name the elements by their place in the tree, so that nothing in the page's own tree tells of it.
import { getter, method, natives, platformClass, setter } from '../natives.ts';
import { above, dom, has, isElement } from './native-dom.ts';
import { stateRulesOf, type StateRule } from './state-rules.ts';
import { withStates, type HandState } from './state-selector.ts';

export interface Handled {
  readonly hovered: Element | null;
  readonly pressed: Element | null;
  readonly focused: Element | null;
  /** Whether the focus is to be seen (Selectors 4, ":focus-visible"). */
  readonly visible: boolean;
}
export const NOTHING_HANDLED: Handled = { hovered: null, pressed: null, focused: null, visible: false };

export interface HandStyles {
  readonly show: (it: Handled) => void;
  /** The tree may have changed: places are looked up again, soon. */
  readonly refresh: () => void;
}

type Root = Document | ShadowRoot;

const SOON_MS = 50;
const doc = platformClass('Document');
const shadow = platformClass('ShadowRoot');
const fill = method(platformClass('CSSStyleSheet'), 'replaceSync');
const isOff = getter(platformClass('StyleSheet'), 'disabled');
const mediaOf = getter(platformClass('StyleSheet'), 'media');
const canAdopt = has(doc, 'adoptedStyleSheets');
const sheets = { document: getter(doc, 'styleSheets'), shadow: getter(shadow, 'styleSheets') };
const adopted = {
  document: getter(doc, 'adoptedStyleSheets'),
  shadow: getter(shadow, 'adoptedStyleSheets'),
};
const adopt = {
  document: setter(doc, 'adoptedStyleSheets'),
  shadow: setter(shadow, 'adoptedStyleSheets'),
};
const kindOf = (root: Root): 'document' | 'shadow' => (dom.type(root) === 9 ? 'document' : 'shadow');
const listOf = (root: Root): readonly CSSStyleSheet[] => adopted[kindOf(root)](root as never);

/** Sheets of ours, which the page does not know of. */
const ours = new WeakSet<CSSStyleSheet>();
export const isHandSheet = (sheet: CSSStyleSheet): boolean => ours.has(sheet);

/** The element and all above it, through shadow roots. */
function chainOf(element: Element | null): Element[] {
  const chain: Element[] = [];
  for (let it: Node | null = element; it !== null && dom.type(it) !== 9; it = above(it))
    if (isElement(it)) chain.push(it);
  return chain;
}

/** A selector of one element, by its place in its document or shadow root. */
function placeOf(element: Element): string {
  const steps: string[] = [];
  let it = element;
  for (;;) {
    const parent = dom.parent(it);
    if (parent === null || dom.type(parent) === 9) return [':root', ...steps].join('>');
    let place = 1;
    for (let before = dom.previous(it); before !== null; before = dom.previous(before))
      if (isElement(before)) place++;
    steps.unshift(`:nth-child(${place})`);
    if (!isElement(parent)) return [':host', ...steps].join('>');
    it = parent;
  }
}

/** In which states which elements of a root are. */
type States = Readonly<Record<HandState, readonly Element[]>>;

function statesOf({ hovered, pressed, focused, visible }: Handled): States {
  const focus = chainOf(focused);
  return {
    hover: chainOf(hovered),
    active: chainOf(pressed),
    focus: focused === null ? [] : [focused],
    'focus-visible': focused === null || !visible ? [] : [focused],
    'focus-within': focus,
  };
}

function rulesFor(root: Root, states: States): string {
  const named = (state: HandState, compound: string): string[] =>
    states[state]
      .filter((it) => dom.scopeOf(it) === root && dom.matches(it, compound))
      .map((it) => placeOf(it));
  const base = natives.baseURI(root);
  const again = ({ around, selector, body }: StateRule): string => {
    const found = withStates(selector, named);
    return found === null ? '' : `${around.join('')}${found}{${body}}${'}'.repeat(around.length)}\n`;
  };
  let text = '';
  for (const sheet of [...sheets[kindOf(root)](root as never), ...listOf(root)]) {
    if (ours.has(sheet) || isOff(sheet)) continue;
    const media = mediaOf(sheet).mediaText;
    const rules = stateRulesOf(sheet, base).map(again).join('');
    if (rules !== '') text += media === '' ? rules : `@media ${media}{${rules}}`;
  }
  return text;
}

export function createHandStyles(roots: () => Iterable<Node>): HandStyles {
  const shown = new WeakMap<Root, { readonly sheet: CSSStyleSheet; text: string }>();
  let handled = NOTHING_HANDLED;
  let timer: number | undefined;

  const showIn = (root: Root, text: string): void => {
    let mine = shown.get(root);
    if (mine === undefined) {
      const view = (dom.type(root) === 9 ? (root as Document) : dom.documentOf(root))?.defaultView;
      if (text === '' || !view) return;
      mine = { sheet: new view.CSSStyleSheet(), text: '' };
      ours.add(mine.sheet);
      shown.set(root, mine);
    }
    if (mine.text !== text) fill(mine.sheet, text);
    mine.text = text;
    const list = listOf(root);
    const others = list.filter((it) => it !== mine.sheet);
    // The page's list is as it was while there is nothing to show.
    if (text === '' && others.length < list.length) adopt[kindOf(root)](root as never, others);
    if (text !== '' && list.at(-1) !== mine.sheet)
      adopt[kindOf(root)](root as never, [...others, mine.sheet]);
  };
  const look = (): void => {
    timer = undefined;
    const states = statesOf(handled);
    const isIdle = states.hover.length + states.active.length + states['focus-within'].length === 0;
    for (const root of roots()) {
      try {
        showIn(root as Root, isIdle ? '' : rulesFor(root as Root, states));
      } catch {
        // A document that is gone, or a rule that this browser does not take back: its look is the page's own.
      }
    }
  };
  return {
    show: (it) => {
      handled = it;
      if (canAdopt) look();
    },
    refresh: () => {
      if (!canAdopt || handled === NOTHING_HANDLED) return;
      timer ??= natives.setTimeout(look, SOON_MS);
    },
  };
}
