// What this mirror's participant has done and the live page has not answered yet: its older news must not undo it.
import type { Act } from '../../protocol/commands.ts';
import type { Hands } from '../mirror/apply.ts';
import { dom } from '../mirror/native-dom.ts';
import { port } from '../port.ts';
import { createShownFocus } from './shown-focus.ts';
import type { Scene } from './scene.ts';

export interface OwnInput {
  readonly hands: Omit<Hands, 'showHands'>;
  /** What has the focus in the live page, where it has to be drawn. */
  readonly shownFocus: () => Element | null;
  /** What has the focus, in the live page or here. */
  readonly focused: () => Element | null;
  readonly send: (act: Act) => void;
  /** Text typed into a control: what it holds here stays until the live page has heard of it. */
  readonly sendText: (control: Element, act: Extract<Act, { kind: 'text' }>) => void;
}

interface Parts {
  /** Null until the shell has answered. */
  readonly scene: () => Scene | null;
  /** What was done here has not come through. */
  readonly lost: () => void;
  readonly focusMoved: () => void;
}

export function createOwnInput(document: Document, { scene, lost, focusMoved }: Parts): OwnInput {
  /** Control -> the last text sent, by its number; Infinity while it has none. */
  const unanswered = new Map<Element, { seq: number }>();
  const isController = (): boolean => scene()?.isController() === true;
  const send = (act: Act, sent?: (seq: number) => void): void => {
    const it = scene();
    if (it !== null && it.page() !== '') it.tell('input', { frame: it.frame, page: it.page(), act }, sent);
  };
  // The real focus belongs to whatever the participant is typing into, in the shell perhaps.
  const focus = createShownFocus(document, () => !isController() && document.hasFocus(), focusMoved);
  port.onMessage((message) => {
    if (message.type !== 'refused' || message.refusal.name !== 'input' || unanswered.size === 0) return;
    unanswered.clear();
    // What was typed here is nowhere else.
    lost();
  });
  return {
    send: (act) => send(act),
    sendText: (control, act) => {
      // Each has a place of its own: an earlier text's number may come after a later text was sent.
      const sent = { seq: Infinity };
      unanswered.set(control, sent);
      send(act, (seq) => {
        sent.seq = seq;
      });
    },
    shownFocus: focus.current,
    focused: () => {
      const active = dom.activeElement(document);
      return focus.told() ?? (active === document.body ? null : active);
    },
    hands: {
      takesValue: (control, from, seq) => {
        const last = unanswered.get(control);
        if (last === undefined) return true;
        if (from !== scene()?.me() || seq < last.seq) return false;
        unanswered.delete(control);
        return true;
      },
      showFocus: focus.show,
      takesRange: () =>
        !isController() || (dom.activeElement(document) as HTMLElement | null)?.isContentEditable === true,
    },
  };
}
