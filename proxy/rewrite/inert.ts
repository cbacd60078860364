// The copy of a page that mirrors get: the same tree, and nothing in it that runs.
import { load } from 'cheerio';
import { isSecretField } from '../../protocol/secret-fields.ts';
import { INERT_LINK, urlKind } from '../../protocol/url-attributes.ts';
import { mapAttribute } from './attribute-value.ts';
import { bootTag } from './boot-tag.ts';
import type { RewriteContext } from './context.ts';
import { rewriteCss } from './css.ts';
import { doctypeOf } from './doctype.ts';
import { isJavascriptUrl } from '../../protocol/javascript-url.ts';

/** What a node of cheerio's tree is to us. A template's content is a node among its children. */
interface TreeNode {
  readonly type: string;
  readonly parent?: unknown;
  children?: TreeNode[];
  name?: string;
  attribs?: Record<string, string>;
  data?: string;
}
type Element = TreeNode & { readonly name: string; readonly attribs: Record<string, string> };
const isElement = (node: TreeNode): node is Element => node.attribs !== undefined && node.name !== undefined;

/** Loads that only serve scripts, or pages nobody here has opened. */
const NEEDLESS_LINK =
  /(?:^|\s)(?:modulepreload|prefetch|prerender|preconnect|dns-prefetch|manifest)(?:\s|$)/i;
/** Elements at whose start the parser skips a line break. */
const LINE_SKIPPING = new Set(['pre', 'textarea', 'listing']);
const REMOVED_META = /^\s*(?:refresh|content-security-policy(?:-report-only)?|set-cookie)\s*$/i;

function isRemoved({ name: tagName, attribs }: Element): boolean {
  if (tagName === 'script') return true;
  if (tagName === 'meta') return REMOVED_META.test(attribs['http-equiv'] ?? '');
  if (tagName !== 'link') return false;
  const rel = attribs['rel'] ?? '';
  return (
    NEEDLESS_LINK.test(rel) ||
    (/(?:^|\s)preload(?:\s|$)/i.test(rel) && attribs['as']?.trim().toLowerCase() === 'script')
  );
}

function isRemovedAttribute(tag: string, name: string, value: string): boolean {
  if (name.startsWith('on') || name === 'autofocus' || name === 'ping' || name === 'nonce') return true;
  if (name === 'integrity') return tag === 'link';
  // Documents within, without an address of their own, come with the live page.
  if (name === 'srcdoc' || name === 'csp' || name === 'credentialless') return tag === 'iframe';
  // Media plays in the live page; a mirror shows what that one shows.
  if (name === 'autoplay') return tag === 'video' || tag === 'audio';
  return urlKind(tag, name) === 'url' && isJavascriptUrl(value);
}

function calm(element: Element, context: RewriteContext, base: string): void {
  const tag = element.name.toLowerCase();
  for (const [written, value] of Object.entries(element.attribs)) {
    const name = written.toLowerCase();
    const kind = urlKind(tag, name);
    if ((tag === 'a' || tag === 'area') && name === 'href' && isJavascriptUrl(value))
      element.attribs[written] = INERT_LINK;
    else if (isRemovedAttribute(tag, name, value)) Reflect.deleteProperty(element.attribs, written);
    else if (kind !== undefined && kind !== 'html')
      element.attribs[written] = mapAttribute(kind, value, context, base);
  }
}

/** What the site has filled into a field for a secret stays between it and the live browser. */
function emptySecret(element: Element): void {
  const { type = '', autocomplete = '' } = element.attribs;
  if (!isSecretField(element.name, type.trim().toLowerCase(), autocomplete)) return;
  delete element.attribs['value'];
  if (element.name === 'textarea') element.children = [];
  if (element.name === 'select') deselect(element);
}

function deselect({ children = [] }: TreeNode): void {
  for (const node of children) {
    if (node.attribs !== undefined) delete node.attribs['selected'];
    deselect(node);
  }
}

/** The real base URL of the page's relative ones. */
function baseOf(href: string | undefined, context: RewriteContext): string {
  const real = context.book.real(href ?? '');
  return href !== undefined && URL.canParse(real, context.url)
    ? new URL(real, context.url).href
    : context.url;
}

function calmStyle(element: Element, context: RewriteContext, base: string): void {
  for (const text of element.children ?? [])
    if (text.data !== undefined) text.data = rewriteCss(text.data, context, base);
}

/** Goes over the tree, templates included: a declared shadow root is made of one. */
function calmAll(parent: TreeNode, context: RewriteContext, base: string): void {
  const { children } = parent;
  if (children === undefined) return;
  parent.children = children.filter((node) => !isElement(node) || !isRemoved(node));
  for (const node of parent.children) {
    if (isElement(node)) calm(node, context, base);
    if (isElement(node)) emptySecret(node);
    if (node.name === 'style' && isElement(node)) calmStyle(node, context, base);
    // Serialising drops the line break that the parser skips at their start; another one there would be lost.
    const first = node.children?.[0];
    if (LINE_SKIPPING.has(node.name ?? '') && first?.data?.startsWith('\n') === true)
      first.data = `\n${first.data}`;
    calmAll(node, context, base);
  }
}

/** The whole document, with the doctype as the site wrote it: a mirror must not fall into another rendering mode. */
export function inertDocument(html: string, context: RewriteContext): string {
  const page = load(html, { scriptingEnabled: true });
  const base = baseOf(page('base[href]').first().attr('href'), context);
  const [root] = page.root().toArray();
  if (root !== undefined) calmAll(root, context, base);
  if (context.boot !== null) page('head').first().prepend(bootTag(context.boot, context.injectUrl));
  const doctype = doctypeOf(html);
  return page
    .html()
    .replace(/^((?:<!--[^]*?-->)*)<!doctype[^>]*>/i, (_all, before: string) => before + doctype);
}
