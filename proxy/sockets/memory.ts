// What somebody who comes late is told of commands whose row says so: the last one of each subject.
import { commands } from '../../protocol/commands.ts';
import type { Relayed } from '../../protocol/wire.ts';

export interface Memory {
  readonly note: (relayed: Relayed) => void;
  readonly forgetWindow: (window: string) => void;
  /** Oldest first. */
  readonly all: () => readonly Relayed[];
}

/** More scrollers than a page has; a page that makes up frames and nodes must not fill the server. */
const MAX_REMEMBERED = 500;

export function createMemory(): Memory {
  const last = new Map<string, Relayed>();
  return {
    note: (relayed) => {
      if (commands[relayed.name].memory !== 'last') return;
      const key = subjectOf(relayed);
      last.delete(key);
      last.set(key, relayed);
      const oldest = last.keys().next().value;
      if (last.size > MAX_REMEMBERED && oldest !== undefined) last.delete(oldest);
    },
    forgetWindow: (window) => {
      for (const key of [...last.keys()]) if (key.split(' ')[1] === window) last.delete(key);
    },
    all: () => [...last.values()],
  };
}

/** Two commands of one subject: the later says it all. Bodies have been parsed: where these fields are, they are plain. */
export function subjectOf({ name, body }: Relayed): string {
  const { window = '', frame = '', node = '', id = '' } = body as Readonly<Record<string, string | number>>;
  return [name, window, frame, node, id].join(' ');
}
