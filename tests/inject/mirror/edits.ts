// What a page can do to its document, at random.
import fc from 'fast-check';

export interface Edit {
  readonly kind:
    | 'insert'
    | 'move'
    | 'remove'
    | 'text'
    | 'attribute'
    | 'unset'
    | 'html'
    | 'shadow'
    | 'adopt'
    | 'settle'
    | 'resync'
    | 'value';
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const kinds = [
  'insert',
  'insert',
  'move',
  'move',
  'remove',
  'text',
  'attribute',
  'unset',
  'html',
  'shadow',
  'adopt',
  'settle',
  'resync',
  'value',
] as const;
export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(60),
  b: fc.nat(60),
  c: fc.nat(8),
});
const names = ['div', 'p', 'b', 'input', 'textarea', 'x-a', 'table', 'template', 'svg'];

/** Every element that is or was in the document, so that detached ones are changed and come back too. */
export type Pool = Node[];
export const pick = (pool: Pool, at: number): Node => pool[at % pool.length] as Node;

function contains(node: Node, other: Node): boolean {
  for (
    let it: Node | null = other;
    it !== null;
    it = it.parentNode ?? (it instanceof ShadowRoot ? it.host : null)
  )
    if (it === node) return true;
  return false;
}

export function change(pool: Pool, { kind, a, b, c }: Edit): void {
  const target = pick(pool, a);
  const other = pick(pool, b);
  const before = target.childNodes[c % (target.childNodes.length + 1)] ?? null;
  const element = target instanceof Element ? target : null;
  switch (kind) {
    case 'insert': {
      const made = document.createElement(names[c] ?? 'div');
      pool.push(made);
      target.insertBefore(made, before);
      return;
    }
    case 'move':
      if (other !== document.body && !(other instanceof ShadowRoot) && !contains(other, target))
        target.insertBefore(other, before === other ? null : before);
      return;
    case 'remove':
      if (target !== document.body && target.parentNode !== null) target.parentNode.removeChild(target);
      return;
    case 'text':
      if (before instanceof Text) before.data = `t${b}`;
      else target.insertBefore(document.createTextNode(`n${b}`), before);
      return;
    case 'attribute':
      element?.setAttribute(`data-${c}`, `${b}`);
      return;
    case 'unset':
      element?.removeAttribute(`data-${c}`);
      return;
    case 'html':
      if (element !== null && target !== document.body)
        element.innerHTML = `<i title="${b}">x<u></u></i><!--${c}-->y`;
      return;
    case 'shadow':
      if (element?.localName === 'div' && element.shadowRoot === null) {
        try {
          pool.push(element.attachShadow({ mode: c % 2 === 0 ? 'open' : 'closed' }));
        } catch {
          // It has a closed one.
        }
      }
      return;
    case 'adopt':
      target.insertBefore(
        document.adoptNode(document.implementation.createHTMLDocument('').createElement('q')),
        before,
      );
      return;
    case 'value':
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
        element.value = `v${b}`;
      return;
    case 'settle':
    case 'resync':
  }
}
