// JSON of an operation, written here: a page may have given arrays a toJSON (old Prototype.js does), which
// JSON.stringify would call.
const { stringify } = JSON;

type Value = string | number | boolean | null | readonly Value[];

export function encode(value: Value): string {
  if (typeof value === 'string') return stringify(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' && !Number.isFinite(value) ? '0' : `${value}`;
  let text = '[';
  for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + encode(value[i] ?? null);
  return `${text}]`;
}
