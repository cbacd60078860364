// What is read, and not written to.
import { roleOf } from './bracket.ts';
import { after, before, OPTIONAL, UPDATE } from './cursor.ts';
import { ARRAY, FOR_HEAD, OBJECT } from './role.ts';
import { endOf, groupAt, linkOf, upOf, type Stops } from './stops.ts';

/** Whether a name is neither assigned to nor may be. */
export function isPlainlyRead(t: Stops, at: number, end: number): boolean {
  const next = after(t, end);
  if (before(t, at).kind === UPDATE) return false;
  // Up to the outermost literal, which would be the pattern.
  for (let group = groupAt(t, at); ; group = upOf(t, group)) {
    const role = roleOf(t, group);
    if (role === FOR_HEAD) return false;
    if (role !== OBJECT && role !== ARRAY) break;
    if (after(t, endOf(t, linkOf(t, group))).kind === 61) return false;
  }
  if (next.kind === 41) return after(t, next.end).kind !== 61;
  return (
    next.kind === 125 ||
    next.kind === 93 ||
    next.kind === 44 ||
    next.kind === 46 ||
    next.kind === 59 ||
    next.kind === OPTIONAL
  );
}
