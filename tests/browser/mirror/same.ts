// Compares what two frames show.
import type { Frame } from 'playwright-core';
import { eventually } from '../../support/two.ts';

/** Runs in the page: a document as a text, with what a mirror must have in common with the live page. */
function read(): string {
  const form = (it: Element): string => {
    const view = it.ownerDocument.defaultView as Window & typeof globalThis;
    if (it instanceof view.HTMLInputElement)
      return ` =${it.type === 'password' ? (it.value === '' ? '' : '•') : it.value} ${String(it.checked)} ${String(it.indeterminate)}`;
    if (it instanceof view.HTMLTextAreaElement) return ` =${it.value}`;
    if (it instanceof view.HTMLSelectElement)
      return ` =${Array.from(it.options, (option) => option.selected).join()}`;
    if (it instanceof view.HTMLDialogElement) return ` modal ${String(it.matches(':modal'))}`;
    return '';
  };
  const style = (it: Element): string => {
    const { color, fontWeight, display } = getComputedStyle(it);
    return ` ~${color} ${fontWeight} ${display}`;
  };
  const isKept = ({ name, value }: Attr, it: Element): boolean => {
    if (
      /^on|^srcdoc$|^nonce$/.test(name) ||
      /^javascript:/i.test(value) ||
      (it.localName === 'script' && name === 'src')
    )
      return false;
    return !(it.localName === 'input' && name === 'value' && it.getAttribute('type') === 'password');
  };
  const walk = (node: Node): string => {
    if (node.nodeType === 3)
      return node.parentElement?.localName === 'script' ? '' : JSON.stringify(node.nodeValue);
    if (node.nodeType === 8) return `<!--${node.nodeValue ?? ''}-->`;
    if (node.nodeType === 10) return `<!${node.nodeName}>`;
    const children = Array.from(node.childNodes, walk).join('');
    if (node.nodeType !== 1) return children;
    const it = node as Element;
    const attributes = Array.from(it.attributes)
      .filter((one) => isKept(one, it))
      .map((one) => `${one.namespaceURI ?? ''} ${one.name}=${JSON.stringify(one.value)}`)
      .sort();
    const shadow = it.shadowRoot === null ? '' : `#{${walk(it.shadowRoot)}}`;
    const content = (it as Partial<HTMLIFrameElement>).contentDocument;
    const inner =
      content !== undefined && content !== null && content.URL.startsWith('about:')
        ? `@{${walk(content)}}`
        : '';
    return `\n<${it.namespaceURI ?? ''} ${it.localName} ${attributes.join(' ')}${form(it)}${style(it)}>${shadow}${inner}${children}</>`;
  };
  return walk(document);
}

export const textOfFrame = (frame: Frame): Promise<string> => frame.evaluate(read);

/** Waits until both show the same. */
export async function same(live: () => Promise<Frame>, mirror: () => Promise<Frame>): Promise<void> {
  let difference = '';
  const isSame = async (): Promise<boolean> => {
    const [one, other] = [
      (await textOfFrame(await live())).split('\n'),
      (await textOfFrame(await mirror())).split('\n'),
    ];
    const at = one.findIndex((line, n) => line !== other[n]);
    difference =
      at < 0
        ? `${String(other.length - one.length)} lines more`
        : `live ${one.slice(Math.max(0, at - 3), at + 2).join('')} but mirror ${other.slice(Math.max(0, at - 3), at + 2).join('')}`;
    return one.join('\n') === other.join('\n');
  };
  try {
    await eventually(isSame, Boolean, 'the mirror shows what the live page does');
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}: ${difference}`, { cause: error });
  }
}
