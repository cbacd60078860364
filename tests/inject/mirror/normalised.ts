// A document as a text to compare: what a mirror must have in common with the live page.
import { dom } from '../../../inject/mirror/native-dom.ts';

const form = (it: Element): string => {
  if (it instanceof HTMLInputElement) return ` =${it.value} ${it.checked}`;
  if (it instanceof HTMLTextAreaElement) return ` =${it.value}`;
  if (it instanceof HTMLSelectElement)
    return ` =${Array.from(it.options, (option) => option.selected).join()}`;
  return '';
};

/** `dropped` says which attributes a mirror does not get. */
export function normalised(node: Node, dropped: (name: string) => boolean = () => false): string {
  const children = Array.from(node.childNodes, (child) => normalised(child, dropped)).join('');
  if (node.nodeType === 3) return JSON.stringify(node.nodeValue);
  if (node.nodeType === 8) return `<!--${node.nodeValue ?? ''}-->`;
  if (node.nodeType === 10) return `<!${node.nodeName}>`;
  if (!(node instanceof Element)) return children;
  const attributes = Array.from(
    node.attributes,
    (it) => `${it.namespaceURI ?? ''} ${it.name}=${JSON.stringify(it.value)}`,
  )
    .filter((it) => !dropped(it.trim().split('=')[0] ?? ''))
    .sort()
    .join(' ');
  const shadow = dom.shadowRoot(node);
  const inner = node.localName === 'iframe' ? dom.frameDocument(node) : null;
  return [
    `<${node.namespaceURI ?? ''} ${node.localName} ${attributes}${form(node)}>`,
    shadow === null ? '' : `#${shadow.mode}{${normalised(shadow, dropped)}}`,
    inner === null ? '' : `@{${normalised(inner, dropped)}}`,
    children,
    '</>',
  ].join('');
}
