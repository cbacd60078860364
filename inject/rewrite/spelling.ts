// What the page wrote into an attribute, where the browser's own value does not lead back to it.

interface Spelling {
  readonly written: string;
  readonly native: string;
}
const spellings = new WeakMap<Element, Map<string, Spelling>>();

export function rememberSpelling(element: Element, name: string, written: string, native: string): void {
  const known = spellings.get(element);
  if (known) known.set(name, { written, native });
  else spellings.set(element, new Map([[name, { written, native }]]));
}

/** What was written, as long as the browser's value is still the one that was made of it. */
export function recallSpelling(element: Element, name: string, native: string): string | null {
  const known = spellings.get(element)?.get(name);
  return known?.native === native ? known.written : null;
}
