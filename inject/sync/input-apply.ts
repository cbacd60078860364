// `input`: does in the live page what the controller's hands did elsewhere, as a local user's would.
import type { Act, Anchor } from '../../protocol/commands.ts';
import { positionOf } from '../anchor.ts';
import { hears, isCheckable, isSelect, isTextControl } from '../mirror/control-state.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import { isSecret } from '../mirror/secret.ts';
import { method, platformClass } from '../natives.ts';
import { port } from '../port.ts';
import type { RemoteFocus } from './focus.ts';
import { fireMouse, noPointer, type Modifiers } from './hand-events.ts';
import { createRemoteFiles } from './remote-files.ts';
import { createRemoteKeys } from './remote-keys.ts';
import { createRemoteMouse, type Point } from './remote-mouse.ts';
import { createRemoteTyping } from './remote-typing.ts';
import type { Applies, Scene, Sender } from './scene.ts';

const requestSubmit = method(platformClass('HTMLFormElement'), 'requestSubmit');
/** A button of another form is no submitter. */
const ownedBy = (form: Element, button: Element | null): HTMLElement | null =>
  button !== null && (button as HTMLButtonElement).form === form ? (button as HTMLElement) : null;

type Do = { readonly [K in Act['kind']]: (act: Extract<Act, { kind: K }>, sender: Sender) => void };

/** `tellControl`: a control's value is to be told, whatever came of what was done to it. */
export function applyInput(
  scene: Scene,
  focus: RemoteFocus,
  tellControl: (control: Element) => void,
): Applies {
  const { document, numbers } = scene;
  const mouse = createRemoteMouse(focus);
  const typing = createRemoteTyping();
  const files = createRemoteFiles();
  const keys = createRemoteKeys(typing.changed);

  const elementOf = (id: number): Element | null => {
    const node = id === 0 ? undefined : numbers.nodeOf(id);
    if (node === undefined) return null;
    return isElement(node) ? node : node.parentElement;
  };
  const pointOf = (at: Anchor, modifiers: Modifiers): Point | null => {
    const target = elementOf(at.node);
    const position = positionOf(at, numbers);
    return target === null || position === null ? null : { ...modifiers, ...position, target };
  };
  const keyTarget = (id: number): Element => elementOf(id) ?? focus.current() ?? document.body;
  const isRefused = (target: Element): boolean => {
    if (!isSecret(target)) return false;
    port.send({ type: 'notice', notice: 'secret' });
    return true;
  };
  const withPoint = (at: Anchor, modifiers: Modifiers, act: (point: Point) => void): void => {
    const point = pointOf(at, modifiers);
    if (point !== null) act(point);
  };

  const acts: Do = {
    pointer: ({ phase, at, button, ...modifiers }) =>
      withPoint(at, modifiers, (point) =>
        phase === 'move' ? mouse.move(point) : mouse[phase](point, button),
      ),
    click: ({ at, button, count, ...modifiers }) =>
      withPoint(at, modifiers, (point) => mouse.click(point, button, count)),
    wheel: ({ at, dx, dy, ...modifiers }) => withPoint(at, modifiers, (point) => mouse.wheel(point, dx, dy)),
    key: ({ node, phase, ...key }) => {
      const target = keyTarget(node);
      if (key.key.length === 1 && !key.ctrl && !key.meta && isSecret(target)) return;
      keys[phase](target, key);
    },
    text: (act, sender) => {
      const target = elementOf(act.node);
      if (target === null) return;
      // What is typed into an element that the page holds to be focused elsewhere would be lost.
      if (focus.current() !== target) focus.give(target);
      hears(target, sender);
      if (!isRefused(target) && !keys.isPrevented()) typing.text(target, act);
      if (isTextControl(target)) tellControl(target);
    },
    change: ({ node }) => {
      const target = elementOf(node);
      if (target !== null) typing.change(target);
    },
    check: ({ node, checked }) => {
      const target = elementOf(node);
      if (target === null || !isCheckable(target) || target.checked === checked) return;
      fireMouse(target, 'click', noPointer);
    },
    select: ({ node, options }) => {
      const target = elementOf(node);
      if (target !== null && isSelect(target) && !isRefused(target)) typing.select(target, options);
    },
    file: (act) => {
      const position = act.at === null ? null : positionOf(act.at, numbers);
      const target = elementOf(act.node ?? act.at?.node ?? 0);
      if (target !== null && !isRefused(target)) files.take(act, target, { ...noPointer, ...position });
    },
    submit: ({ node, submitter }) => {
      const form = elementOf(node);
      const button = submitter === null ? null : elementOf(submitter);
      if (form !== null && dom.localName(form) === 'form')
        requestSubmit(form as HTMLFormElement, ownedBy(form, button));
    },
    focus: ({ node }) => {
      const target = node === null ? null : elementOf(node);
      if (target !== focus.current()) focus.give(target);
    },
    selection: ({ anchor, focus: end }) => {
      const [from, to] = [numbers.nodeOf(anchor.node), numbers.nodeOf(end.node)];
      if (from === undefined || to === undefined) return;
      const lengthOf = (it: Node): number =>
        dom.type(it) === 3 ? dom.text(it as CharacterData).length : it.childNodes.length;
      const selection = (from.ownerDocument ?? document).getSelection();
      selection?.setBaseAndExtent(
        from,
        Math.min(anchor.offset, lengthOf(from)),
        to,
        Math.min(end.offset, lengthOf(to)),
      );
    },
  };
  return {
    input: ({ page, act }, sender) => {
      // Meant for a page that is gone.
      if (page === scene.page()) (acts[act.kind] as (act: Act, sender: Sender) => void)(act, sender);
    },
  };
}
