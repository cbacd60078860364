// What came in with a form or a query is unknown until it is read here.

/** One field as text, trimmed and cut; '' where it is missing or no text. */
export function field(form: unknown, name: string, max = 200): string {
  if (typeof form !== 'object' || form === null || !Object.hasOwn(form, name)) return '';
  const value: unknown = (form as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim().slice(0, max) : '';
}

/** A whole number between two bounds, or the fallback. */
export function count(
  form: unknown,
  name: string,
  bounds: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const text = field(form, name, 12);
  if (!/^-?\d+$/.test(text)) return bounds.otherwise;
  return Math.min(bounds.max, Math.max(bounds.min, Number(text)));
}

/** A path on this site; anything else, another host's above all, becomes the fallback. */
export function localPath(text: string, otherwise: string): string {
  // A browser takes `/\host` and a path with a tab in it for `//host` (URL Standard, "path or authority state").
  return /^\/(?![\\/])[^\\\t\n\r]*$/.test(text) ? text : otherwise;
}
