// Fields whose value never leaves the live browser, and what is shown instead.
import { getter, platformClass } from '../natives.ts';
import { dom } from './native-dom.ts';

/** Says that something stands there, not how long it is. */
export const BULLETS = '••••••••';

/** HTML, "Autofill": field names for card data, one-time codes and passwords. */
const SECRET_AUTOCOMPLETE = /(?:^|\s)(?:cc-[a-z-]+|one-time-code|current-password|new-password)(?:\s|$)/i;
const inputType = getter(platformClass('HTMLInputElement'), 'type');

/** Once secret, always secret: "show password" buttons only change the type. */
const marked = new WeakSet<Element>();

export function isSecret(element: Element): boolean {
  if (marked.has(element)) return true;
  const name = dom.localName(element);
  if (name !== 'input' && name !== 'textarea' && name !== 'select') return false;
  const secret =
    (name === 'input' && inputType(element as HTMLInputElement) === 'password') ||
    SECRET_AUTOCOMPLETE.test(dom.getAttribute(element, 'autocomplete') ?? '');
  if (secret) marked.add(element);
  return secret;
}

export const masked = (value: string): string => (value === '' ? '' : BULLETS);
