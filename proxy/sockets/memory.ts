// What somebody who comes late is told of commands whose row says so: the last one of each subject, while it holds.
import { commands, type Body } from '../../protocol/commands.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { weightOf } from './weight.ts';

export interface Memory {
  readonly note: (relayed: Relayed) => void;
  readonly forgetWindow: (window: string) => void;
  /** Oldest first. */
  readonly all: () => readonly Relayed[];
}

interface Remembered {
  readonly relayed: Relayed;
  readonly weight: number;
  /** When it fades; null: not by itself. */
  readonly until: number | null;
}

/** More scrollers than a page has; a page that makes up frames and nodes must not fill the server. */
const MAX_REMEMBERED = 500;
/** Strokes are long: everything together, as JSON. */
const MAX_WEIGHT = 2_000_000;

export function createMemory(now: () => number): Memory {
  const last = new Map<string, Remembered>();
  let weight = 0;

  function forget(key: string): void {
    weight -= last.get(key)?.weight ?? 0;
    last.delete(key);
  }
  function forgetFaded(): void {
    for (const [key, { until }] of last) if (until !== null && until <= now()) forget(key);
  }
  function erase({ window, id }: Body<'unhighlight'>): void {
    for (const [key, { relayed }] of last) {
      if (relayed.name !== 'highlight') continue;
      const mark = relayed.body as Body<'highlight'>;
      if (mark.window === window && (id === null || mark.id === id)) forget(key);
    }
  }
  return {
    note: (relayed) => {
      if (relayed.name === 'unhighlight') return erase(relayed.body as Body<'unhighlight'>);
      if (commands[relayed.name].memory !== 'last') return;
      const key = subjectOf(relayed);
      forget(key);
      forgetFaded();
      const made = { relayed, weight: weightOf(relayed.body, MAX_WEIGHT), until: endOf(relayed, now()) };
      last.set(key, made);
      weight += made.weight;
      for (const oldest of last.keys()) {
        if (last.size <= MAX_REMEMBERED && weight <= MAX_WEIGHT) break;
        forget(oldest);
      }
    },
    forgetWindow: (window) => {
      for (const key of [...last.keys()]) if (key.split(' ')[1] === window) forget(key);
    },
    all: () => {
      forgetFaded();
      return Array.from(last.values(), ({ relayed, until }) =>
        until === null ? relayed : withLifetime(relayed, until - now()),
      );
    },
  };
}

/** Two commands of one subject: the later says it all. Bodies have been parsed: where these fields are, they are plain. */
export function subjectOf({ name, body }: Relayed): string {
  const { window = '', frame = '', node = '', id = '' } = body as Readonly<Record<string, string | number>>;
  return [name, window, frame, node, id].join(' ');
}

function endOf({ name, body }: Relayed, now: number): number | null {
  const lifetime = name === 'highlight' ? (body as Body<'highlight'>).lifetime : 0;
  return lifetime === 0 ? null : now + lifetime;
}

/** Fades for who comes late when it fades for the others. */
const withLifetime = (relayed: Relayed, lifetime: number): Relayed => ({
  ...relayed,
  body: { ...(relayed.body as Body<'highlight'>), lifetime },
});
