// What this mirror's participant has done and the live page has not answered yet: its older news must not undo it.
import type { Act } from '../../protocol/commands.ts';
import type { Hands } from '../mirror/apply.ts';
import { dom } from '../mirror/native-dom.ts';
import { port } from '../port.ts';
import type { Scene } from './scene.ts';

export interface OwnInput {
  readonly hands: Hands;
  readonly send: (act: Act) => void;
  /** Text typed into a control: what it holds here stays until the live page has heard of it. */
  readonly sendText: (control: Element, act: Extract<Act, { kind: 'text' }>) => void;
}

/** `scene` is null until the shell has answered. */
export function createOwnInput(document: Document, scene: () => Scene | null, lost: () => void): OwnInput {
  /** Control -> number of the last text sent; Infinity while it has none. */
  const unanswered = new Map<Element, number>();
  const isController = (): boolean => scene()?.isController() === true;
  const send = (act: Act, sent?: (seq: number) => void): void => {
    const it = scene();
    if (it !== null && it.page() !== '') it.tell('input', { frame: it.frame, page: it.page(), act }, sent);
  };
  port.onMessage((message) => {
    if (message.type !== 'refused' || message.refusal.name !== 'input' || unanswered.size === 0) return;
    unanswered.clear();
    // What was typed here is nowhere else.
    lost();
  });
  return {
    send: (act) => send(act),
    sendText: (control, act) => {
      unanswered.set(control, Infinity);
      send(act, (seq) => unanswered.set(control, seq));
    },
    hands: {
      takesValue: (control, from, seq) => {
        const last = unanswered.get(control);
        if (last === undefined) return true;
        if (from !== scene()?.me() || seq < last) return false;
        unanswered.delete(control);
        return true;
      },
      // The real focus belongs to whatever the participant is typing into, in the shell perhaps.
      takesFocus: () => !isController() && document.hasFocus(),
      takesRange: () =>
        !isController() || (dom.activeElement(document) as HTMLElement | null)?.isContentEditable === true,
    },
  };
}
