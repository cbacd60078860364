// Pages: however they are cut and whatever they hold, they stay the pages they were, and their inert copies run nothing.
import { parse, type DefaultTreeAdapterMap, type Token } from 'parse5';
import { urlKind } from '../../protocol/url-attributes.ts';
import { htmlRewriter, rewriteHtml } from '../../proxy/rewrite/html.ts';
import { inertDocument } from '../../proxy/rewrite/inert.ts';
import { isJavascriptUrl } from '../../protocol/javascript-url.ts';
import { book, documentContext, pageUrl } from '../proxy/rewrite/page.ts';
import { mode } from '../proxy/rewrite/same-tree.ts';
import { inPieces, read, same } from './input.ts';

/** Of what looks like ours, undoing takes away more than was put there. */
const OURS = /lockstep|\$ls|abcdefgh/;
/** What is meant to change, beside addresses: scripts have a target of their own. */
const CHANGED = /script|on\w|style|srcdoc|http-equiv|integrity|csp|credentialless|srcset|ping|data:/i;

export const seeds: readonly string[] = [
  '<!doctype html><html><head><title>a</title></head><body><a href="https://cdn.example/x">b</a></body></html>',
  '<svg><foreignObject><p>a</p></foreignObject><a xlink:href=//cdn.example/></svg><![CDATA[<b>]]>',
  '<math><mi><style></mi></style></math><table><td><form><input type=password value=a></form></table>',
  '<script>location.href="/a"</script><textarea><!-- </textarea><title></title--><plaintext>a',
  '<img srcset="https://cdn.example/a 1x, /b 2x" onerror=top><iframe srcdoc="&lt;script>top&lt;/script>">',
  '<template><svg/onload=a></template><noscript><p title="</noscript><img src=x onerror=a>"></noscript>',
];

export function fuzz(data: Uint8Array): void {
  const { text, cuts } = read(data);
  const whole = rewriteHtml(text, documentContext);
  same('in pieces', inPieces(htmlRewriter(documentContext), text, cuts), whole);
  if (OURS.test(text)) return;
  same('mode', mode(whole), mode(text));
  if (!CHANGED.test(text)) sameNodes(withoutBoot(parse(whole)), parse(text));
  same('what a mirror runs', running(parse(inertDocument(text, documentContext))).join(), '');
}

type Tree = DefaultTreeAdapterMap['node'];

const isBoot = (node: Tree): boolean =>
  'attrs' in node && node.attrs.some(({ name }) => name === 'data-lockstep');

function withoutBoot(node: Tree): Tree {
  if (!('childNodes' in node)) return node;
  node.childNodes = node.childNodes.filter((it) => !isBoot(it));
  node.childNodes.forEach(withoutBoot);
  return node;
}

/** Throws where two trees differ in anything but how addresses are spelled. */
function sameNodes(found: Tree, wanted: Tree): void {
  same('a node', found.nodeName, wanted.nodeName);
  if ('value' in found && 'value' in wanted) same('a text', found.value, wanted.value);
  if ('data' in found && 'data' in wanted) same('a comment', found.data, wanted.data);
  if ('attrs' in found && 'attrs' in wanted) {
    same('attributes', found.attrs.map(nameOf).join(), wanted.attrs.map(nameOf).join());
    found.attrs.forEach((it, at) => sameValue(found.tagName, it, wanted.attrs[at]?.value ?? ''));
  }
  if ('content' in found && 'content' in wanted) sameNodes(found.content, wanted.content);
  if (!('childNodes' in found) || !('childNodes' in wanted)) return;
  const children = wanted.childNodes;
  same('children', found.childNodes.length, children.length);
  found.childNodes.forEach((it, at) => sameNodes(it, children[at] ?? it));
}

const nameOf = ({ prefix = '', name }: Token.Attribute): string => `${prefix}:${name}`;
const resolved = (text: string): string => (URL.canParse(text, pageUrl) ? new URL(text, pageUrl).href : text);

function sameValue(tag: string, { prefix, name, value }: Token.Attribute, wanted: string): void {
  const kind = urlKind(tag.toLowerCase(), (prefix ? `${prefix}:${name}` : name).toLowerCase());
  const real = kind === 'url' ? resolved(book.real(value)) : value;
  same(`${tag} ${name}`, real, kind === 'url' ? resolved(wanted) : wanted);
}

/** What of a tree a browser would run, the boot tag apart. */
function running(node: Tree): string[] {
  const found: string[] = [];
  if ('attrs' in node) {
    const { tagName, attrs } = node;
    if (tagName === 'script' && !attrs.some(({ name }) => name === 'data-lockstep')) found.push('script');
    for (const { name, value } of attrs) {
      const isCode = urlKind(tagName, name) === 'url' && isJavascriptUrl(value);
      if (isCode || name.startsWith('on') || (tagName === 'iframe' && name === 'srcdoc'))
        found.push(`${name}=${value}`);
    }
    if ('content' in node) found.push(...running(node.content));
  }
  for (const child of 'childNodes' in node ? node.childNodes : []) found.push(...running(child));
  return found;
}
