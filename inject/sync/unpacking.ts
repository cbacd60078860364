// A page that has moved to this browser is brought to where it was: by the same acts as a person's, so that its scripts notice.
import type { Act } from '../../protocol/commands.ts';
import type { PackedItem, PackedPage } from '../../protocol/frame-port.ts';
import { controlState } from '../mirror/control-state.ts';
import { dom } from '../mirror/native-dom.ts';
import { isSecret } from '../mirror/secret.ts';
import { natives, self } from '../natives.ts';
import { elementAtPath } from '../path.ts';
import { port } from '../port.ts';
import type { Applies, Scene } from './scene.ts';
import { isSame, offsetOf } from './scroller.ts';

const EVERY_MS = 100;
/** A page's scripts answer to what was filled in a little later. */
const STAYS_LOOKS = 5;
/** Pages that are built by scripts come to stand late. */
const PATIENCE_MS = 8_000;
/** A page that never completes (a picture that hangs) is used all the same. */
const LOAD_MS = 2_000;
const HANDS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

const key = (it: unknown): string => JSON.stringify(it);

/** What would bring a control to what it was; null: it is there. */
function actFor(item: PackedItem, it: Element, node: number): Act | null {
  const state = controlState(it, node, false);
  if (item.kind === 'text' && state?.[0] === 'v' && state[2] !== item.value)
    return {
      kind: 'text',
      node,
      value: item.value,
      selection: null,
      inputType: 'insertReplacementText',
      data: null,
    };
  if (item.kind === 'check' && state?.[0] === 'checked' && state[2] !== item.checked)
    return { kind: 'check', node, checked: item.checked };
  if (item.kind === 'select' && state?.[0] === 'options' && key(state[2]) !== key(item.options))
    return { kind: 'select', node, options: [...item.options] };
  return null;
}

function unpack(scene: Scene, page: PackedPage, input: NonNullable<Applies['input']>): void {
  const { document, numbers } = scene;
  const began = natives.now();
  const { items } = page;
  let left = items;
  let isTouched = false;
  const hands = (event: Event): void => {
    if (event.isTrusted) isTouched = true;
  };
  for (const type of HANDS) natives.addEventListener(self, type, hands, { capture: true, passive: true });
  const act = (it: Act): void =>
    input({ window: '', frame: scene.frame, page: scene.page(), act: it }, { from: '', seq: 0 });

  const stood = new Map<PackedItem, number>();
  /** What it scrolls over may still be coming, and what comes above it moves it away again: it is there when it has stayed. */
  const stays = (item: PackedItem & { readonly kind: 'scroll' }, it: Element): boolean => {
    const looks = isSame(offsetOf(it), item) ? (stood.get(item) ?? 0) + 1 : 0;
    stood.set(item, looks);
    if (looks === 0) it.scrollTo({ left: item.left, top: item.top, behavior: 'instant' });
    return looks >= STAYS_LOOKS;
  };

  /** Whether it is done, or not to be done any more. */
  const settle = (item: PackedItem): boolean => {
    const it = elementAtPath(document, item.path);
    const node = it === null ? undefined : numbers.idOf(it);
    if (it === null || node === undefined || dom.localName(it) !== item.tag) return false;
    if (isSecret(it)) return true;
    switch (item.kind) {
      case 'text':
      case 'check':
      case 'select': {
        const wanted = actFor(item, it, node);
        if (wanted !== null) act(wanted);
        if (wanted?.kind === 'text') act({ kind: 'change', node });
        return true;
      }
      case 'open':
        it.toggleAttribute('open', item.open);
        return true;
      case 'focus':
        if (!isTouched) act({ kind: 'focus', node });
        return true;
      case 'scroll':
        return isTouched || stays(item, it);
    }
  };
  const look = (): void => {
    const waited = natives.now() - began;
    const isThere =
      document.readyState === 'complete' || (document.readyState === 'interactive' && waited > LOAD_MS);
    if (isThere) {
      const before = left;
      left = left.filter((item) => !settle(item));
      // Who types into a field has the focus there, and nothing had it.
      const isTyped = before.some((item) => item.kind === 'text' && !left.includes(item));
      if (isTyped && !isTouched && !items.some((item) => item.kind === 'focus'))
        act({ kind: 'focus', node: null });
    }
    if (left.length > 0 && waited < PATIENCE_MS) natives.setTimeout(look, EVERY_MS);
    else for (const type of HANDS) natives.removeEventListener(self, type, hands, { capture: true });
  };
  look();
}

export function watchUnpack(scene: Scene, { input }: Applies): void {
  port.onMessage((message) => {
    if (message.type !== 'unpack' || input === undefined) return;
    const page = message.pages.find((it) => it.url === dom.url(scene.document));
    if (page !== undefined) unpack(scene, page, input);
  });
}
