// What becomes of an attribute's value on its way from the page to the browser, and back.
import { looksLikePolicy, mapPolicy, originalPolicies } from '../../protocol/content-policy.ts';
import { mapCssUrls, mapDataSheet } from '../../protocol/css-urls.ts';
import { mapRefresh } from '../../protocol/refresh.ts';
import { mapSrcset } from '../../protocol/srcset.ts';
import { urlAttributes, urlKind } from '../../protocol/url-attributes.ts';
import { bundlePaths } from '../../protocol/cookie-names.ts';
import { ownUrl } from '../own.ts';
import type { Realm } from '../realm.ts';
import { rewriteBody, rewriteCode, rewriteJavascriptUrl, unrewritten } from './code.ts';
import { madeCode } from './made-code.ts';
import { mapMarkup, type MarkupRules } from './markup.ts';
import { recallSpelling, rememberSpelling } from './spelling.ts';
import { natives } from '../natives.ts';

const special = new Set([...Object.keys(urlAttributes), 'content', 'integrity']);

/** Whether an attribute of that name (lower case) can need us at all: decided before anything else is looked at. */
export const matters = (name: string): boolean =>
  special.has(name) || (name.charCodeAt(0) === 111 && name.charCodeAt(1) === 110);

/** Types of scripts that are JavaScript: HTML, "prepare the script element". */
const CLASSIC =
  /^(?:|(?:text|application)\/(?:x-)?(?:java|ecma)script(?:1\.[0-5])?|text\/(?:jscript|livescript))$/i;
const codeKind = (type: string): 'script' | 'module' | null =>
  CLASSIC.test(type.trim()) ? 'script' : type.trim().toLowerCase() === 'module' ? 'module' : null;

/** A script element's text by its type; data blocks stay as they are. */
export function mapScriptText(realm: Realm, code: string, type: string): string {
  if (type.trim().toLowerCase() === 'importmap') return mapImportMap(realm, code);
  const kind = codeKind(type);
  return kind === null ? code : rewriteCode(code, kind);
}

function mapImportMap(realm: Realm, json: string): string {
  return json.replace(/"((?:https?:)?\/\/[^"\\]*)"/g, (_whole, url: string) => `"${realm.map(url)}"`);
}

/** `value` decoded; element and name in lower case. */
export function mapAttribute(realm: Realm, element: string, name: string, value: string): string {
  const kind = urlKind(element, name);
  switch (kind) {
    case 'url':
      if (element === 'script') return mapScriptUrl(realm, value);
      if (element === 'iframe' || element === 'frame') value = mapDataDocument(realm, value) ?? value;
      return rewriteJavascriptUrl(value) ?? mapDataSheet(value, realm.map) ?? realm.map(value);
    case 'urls':
      return value.includes('//') ? value.replace(/\S+/g, realm.map) : value;
    case 'srcset':
      return value.includes('//') ? mapSrcset(value, realm.map) : value;
    case 'css':
      return mapCssUrls(value, realm.map);
    case 'html':
      return mapDocument(realm, value);
    case undefined:
      break;
  }
  if (name.startsWith('on')) return rewriteBody(value);
  if (element === 'meta' && name === 'content' && /^\s*[\d.]+\s*[;,]/.test(value))
    return mapRefresh(value, realm.map);
  if (element === 'meta' && name === 'content' && looksLikePolicy(value)) return mapMetaPolicy(realm, value);
  // The proxy changes the bytes of scripts and style sheets; without a hash the browser takes them.
  if (name === 'integrity' && (element === 'script' || element === 'link')) return '';
  return value;
}

/**
 * Every proxied URL in a text goes back to what it stands for, and so does rewritten code. `blob:` URLs stay: each of
 * their many consumers would have to map them again.
 */
export function realText(realm: Realm, given: string): string {
  const { host } = realm.boot.base;
  const text = originalPolicies(given);
  if (!text.includes(host)) return text.includes('$ls.') ? unrewritten(text) : text;
  let pattern = patterns.get(host);
  if (!pattern)
    patterns.set(
      host,
      (pattern = new RegExp(
        `(?<!blob:(?:https?:)?)(?:(?:https?|wss?):)?//(?:[^\\s/?#@"'<>]{1,200}@)?[a-z0-9-]+\\.${host.replace(/\./g, '\\.')}(?![\\w.:-])`,
        'g',
      )),
    );
  const tag = text.includes('data-lockstep') ? text.replace(BOOT_TAG, '') : text;
  return unrewritten(
    tag.replace(pattern, (url) => {
      const [, before, user, host] = /^([^/]*\/\/)([^@]+@)(.*)$/.exec(url) ?? [];
      if (before === undefined || user === undefined || host === undefined) return realm.urls.real(url);
      return realm.urls.real(before + host).replace('//', () => `//${user}`);
    }),
  );
}
const patterns = new Map<string, RegExp>();
const BOOT_TAG = /<script [^>]*data-lockstep[^>]*><\/script>/g;

/** The boot tag for a document that the proxy never sees: srcdoc, javascript:. */
function bootTag(realm: Realm, url: string): string {
  const boot = JSON.stringify({
    ...realm.boot,
    url,
    framers: null,
    referrer: realm.urls.real(natives.document ? natives.documentURL(natives.document) : ''),
  });
  return `<script nonce="${realm.boot.nonce}" src="${ownUrl(bundlePaths.live)}" data-lockstep="${boot.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"></script>`;
}

function mapMetaPolicy({ urls, boot }: Realm, policy: string): string {
  // A document without an address of its own has that of the page it stands in.
  const url = urls.real(ownUrl('/'));
  return mapPolicy(policy, {
    book: urls,
    base: boot.base,
    url: boot.url.startsWith('http') ? boot.url : url,
    nonce: boot.nonce,
  });
}

/** The type is not known yet where a script's address is set: what is no classic script may be a module. */
const mapScriptUrl = (realm: Realm, url: string): string =>
  madeCode(url, 'script') ?? madeCode(url, 'module') ?? realm.map(url);

const DATA_DOCUMENT = /^[\0- ]*data:text\/html((?:;[^,]*)?),(.*)$/is;

/** A `data:` URL that is a page (RFC 2397), with our script in it; null for any other. */
export function mapDataDocument(realm: Realm, url: string): string | null {
  const [, parameters = '', body] = DATA_DOCUMENT.exec(url) ?? [];
  // In base64, or in an encoding that is not UTF-8's: left to the browser, without us.
  if (body === undefined || /;\s*base64\s*$/i.test(parameters)) return null;
  try {
    const html = mapDocument(realm, decodeURIComponent(body), url.slice(0, 2_048));
    return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
  } catch {
    return null;
  }
}

/** A document's text, with our script first; a doctype must stay what it begins with. */
export function mapDocument(realm: Realm, html: string, url = 'about:srcdoc'): string {
  if (html.includes('data-lockstep=')) return html;
  const mapped = mapMarkup(html, markupRules(realm));
  const doctype = /^\s*(?:<!--[\s\S]*?-->\s*)*<!doctype[^>]*>/i.exec(mapped)?.[0] ?? '';
  return doctype + bootTag(realm, url) + mapped.slice(doctype.length);
}

export function markupRules(realm: Realm): MarkupRules {
  return {
    attribute: (element, name, value) => {
      if (!matters(name)) return value;
      // In most values a reference stands behind the origin, which alone is swapped.
      const plain =
        !value.includes('&') || urlKind(element, name) === 'url' || urlKind(element, name) === 'srcset';
      if (plain) return mapAttribute(realm, element, name, value);
      const decoded = decodeReferences(value);
      const mapped = mapAttribute(realm, element, name, decoded);
      return mapped === decoded
        ? value
        : mapped.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
    },
    script: (code, attributes) => mapScriptText(realm, code, attributes.get('type') ?? ''),
    style: (css) => mapCssUrls(css, realm.map),
  };
}

const decoder = natives.document ? natives.createElement(natives.document, 'textarea') : null;
function decodeReferences(text: string): string {
  if (!decoder) return text;
  natives.setInnerHTML(decoder, text.replace(/</g, '&lt;'));
  return natives.textContent(decoder) ?? text;
}

/** Maps a value that is about to be set on an element, and keeps its spelling if that would be lost. */
export function attributeForBrowser(realm: Realm, element: Element, name: string, value: string): string {
  const mapped = mapAttribute(realm, natives.localName(element).toLowerCase(), name, value);
  if (mapped !== value && realText(realm, mapped) !== value) rememberSpelling(element, name, value, mapped);
  return mapped;
}

/** What the page reads of an element's attribute. */
export function attributeForPage(realm: Realm, element: Element, name: string, native: string): string {
  return recallSpelling(element, name, native) ?? realText(realm, native);
}
