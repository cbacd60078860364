// The text of a key that is plainly one: a literal, a template without holes, a sum of these.
import { after } from './cursor.ts';
import { endOf, linkOf, STRING, TEMPLATE, type Stops } from './stops.ts';

/** What stands between brackets; undefined: no constant text. Escapes are left in. */
export function constantSum(t: Stops, bracket: number): string | undefined {
  let text = '';
  let at = endOf(t, bracket);
  for (;;) {
    const part = after(t, at);
    if (part.kind !== STRING && part.kind !== TEMPLATE) return undefined;
    text += t.source.slice(part.start + 1, part.end - 1);
    const next = after(t, part.end);
    if (next.stop === linkOf(t, bracket)) return text;
    if (next.kind !== 43) return undefined;
    at = next.end;
  }
}
