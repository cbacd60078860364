// Fields whose value never leaves the live browser, and what is shown instead.
import { isSecretField } from '../../protocol/secret-fields.ts';
import { getter, platformClass } from '../natives.ts';
import { hidesField, isHidden } from './masking.ts';
import { dom } from './native-dom.ts';

/** Says that something stands there, not how long it is. */
export const BULLETS = '••••••••';

const inputType = getter(platformClass('HTMLInputElement'), 'type');

/** Once secret, always secret: "show password" buttons only change the type. */
const marked = new WeakSet<Element>();

export function isSecret(element: Element): boolean {
  if (marked.has(element)) return true;
  const name = dom.localName(element);
  const type = name === 'input' ? inputType(element as HTMLInputElement) : '';
  const secret = isSecretField(name, type, dom.getAttribute(element, 'autocomplete') ?? '');
  if (secret) marked.add(element);
  return secret || isHidden(element) || hidesField(element, type);
}

export const masked = (value: string): string => (value === '' ? '' : BULLETS);
