/**
 * How large a value is as JSON, near enough, without writing it; `limit` + 1 or more as soon as it is larger. A text of
 * megabytes costs nothing here. Never throws: what is nested too deep for the call stack of others is walked with a list.
 */
export function weightOf(value: unknown, limit: number): number {
  const open: unknown[] = [value];
  let weight = 0;
  while (open.length > 0 && weight <= limit) {
    const it = open.pop();
    weight += 2;
    if (typeof it === 'string') weight += it.length;
    else if (typeof it === 'number' || typeof it === 'boolean') weight += 3;
    else if (ArrayBuffer.isView(it)) weight += it.byteLength;
    else if (Array.isArray(it)) for (const one of it as unknown[]) open.push(one);
    else if (typeof it === 'object' && it !== null)
      for (const [key, one] of Object.entries(it)) {
        weight += key.length + 3;
        open.push(one);
      }
  }
  return weight;
}
