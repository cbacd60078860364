// Names in lower case. The same few stand in every page: they are remembered, which is faster than making them anew.

const known = new Map<string, string>();
const MAX_KNOWN = 4_096;

export function lowerCase(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  // Out of a key: engines keep one copy of those, and compare it by its place.
  const lower = Object.keys({ [name.toLowerCase()]: 0 })[0] ?? '';
  known.set(name, lower);
  return lower;
}
