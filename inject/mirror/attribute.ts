// Which attributes a mirror gets: nothing that runs, nothing that navigates by itself, nothing secret.
import { isJavascriptUrl } from '../../protocol/javascript-url.ts';
import { INERT_LINK, urlKind } from '../../protocol/url-attributes.ts';
import { isHidden, isLook } from './masking.ts';
import { dom } from './native-dom.ts';
import { isSecret, masked } from './secret.ts';

const HARMLESS_PRAGMA = /^(?:content-type|content-language|default-style|x-ua-compatible)$/i;
const WEB_OR_BLANK = /^(?:https?:|about:blank)/i;

/** Whether an attribute of an element (names in lower case) may stand in a mirror. Both sides ask. */
export function isInert(element: string, attribute: string, value: string): boolean {
  if (attribute.startsWith('on') || attribute === 'srcdoc' || attribute === 'ping') return false;
  if (element === 'script' && (attribute === 'src' || attribute.endsWith('href'))) return false;
  if (element === 'meta' && attribute === 'http-equiv') return HARMLESS_PRAGMA.test(value);
  // SVG's animations can set a link's address.
  if (attribute === 'to' || attribute === 'from' || attribute === 'values')
    return !/javascript:/i.test(value);
  return urlKind(element, attribute) === undefined || value === INERT_LINK || !isJavascriptUrl(value);
}

/** Of a link that runs a script only that stays: it is a link for style sheets, and does nothing. */
const isScriptLink = (element: string, attribute: string, value: string): boolean =>
  /^(?:a|area)$/.test(element) && /^(?:xlink:)?href$/.test(attribute) && isJavascriptUrl(value);

/** What a mirror is told of an attribute's value; null: that there is none. */
export function shownAttribute(element: Element, attribute: string, value: string): string | null {
  const name = dom.localName(element).toLowerCase();
  const key = attribute.toLowerCase();
  if (!isInert(name, key, value)) return isScriptLink(name, key, value) ? INERT_LINK : null;
  // Documents of other kinds (blob:, data:, javascript:) come as a part of this one.
  if (
    name === 'iframe' &&
    key === 'src' &&
    /^[\0-\x20]*[a-z][a-z0-9+.-]*:/i.test(value) &&
    !WEB_OR_BLANK.test(value.trim())
  )
    return null;
  if (!isLook(key, value) && isHidden(element)) return null;
  if (key === 'value' && isSecret(element)) return masked(value);
  if (key === 'checked' && isHidden(element)) return null;
  if (key === 'selected' && isSecretOption(element)) return null;
  return value;
}

/** Of which card type or month a page has chosen, a mirror shows nothing. */
function isSecretOption(option: Element): boolean {
  for (let it = option.parentElement; it !== null; it = it.parentElement)
    if (dom.localName(it) === 'select') return isSecret(it);
  return false;
}
