// Scroll positions and highlights for frames that are not there yet: the last of each, told when the frame says hello.
import type { Relayed } from '../../protocol/wire.ts';
import { isFields } from './frame-message.ts';

const MAX_HELD = 200;

export interface HeldRelays {
  readonly hold: (window: string, frame: string, relayed: Relayed) => void;
  readonly take: (window: string, frame: string) => readonly Relayed[];
  readonly forgetWindow: (window: string) => void;
}

/** Two relays of one name about the same scroller or the same highlight: the later says it all. */
function subjectOf(relayed: Relayed): string {
  const body = isFields(relayed.body) ? relayed.body : {};
  const subject = relayed.name === 'scroll' ? body['node'] : body['id'];
  return `${relayed.name} ${String(subject)}`;
}

export function createHeldRelays(): HeldRelays {
  const held = new Map<string, Map<string, Relayed>>();
  return {
    hold: (window, frame, relayed) => {
      if (relayed.name !== 'scroll' && relayed.name !== 'highlight') return;
      const key = `${window}/${frame}`;
      const list = held.get(key) ?? new Map<string, Relayed>();
      held.set(key, list);
      const subject = subjectOf(relayed);
      list.delete(subject);
      list.set(subject, relayed);
      const oldest = list.keys().next().value;
      if (list.size > MAX_HELD && oldest !== undefined) list.delete(oldest);
    },
    take: (window, frame) => {
      const key = `${window}/${frame}`;
      const list = held.get(key);
      held.delete(key);
      return list === undefined ? [] : [...list.values()];
    },
    forgetWindow: (window) => {
      for (const key of [...held.keys()]) if (key.startsWith(`${window}/`)) held.delete(key);
    },
  };
}
