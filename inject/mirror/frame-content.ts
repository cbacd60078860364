// Which frames are recorded as a part of the document they stand in: those whose document has no address on the Web
// (about:blank, about:srcdoc, blob:) and that can be reached. All others have our script, which records them itself.
import { dom } from './native-dom.ts';

const isWeb = (url: string): boolean => /^https?:/i.test(url);
/** A scheme that is not the Web's; a relative address is the Web's. */
const OTHER = /^[\0-\x20]*(?:about|javascript|data|blob):/i;

function leadsToWeb(frame: Element): boolean {
  if (dom.hasAttribute(frame, 'srcdoc')) return false;
  const source = dom.getAttribute(frame, 'src')?.trim() ?? '';
  return source !== '' && !OTHER.test(source);
}

/** The document of a frame that is recorded with its surroundings, or null. */
export function frameContent(frame: Element): Document | null {
  if (dom.localName(frame) !== 'iframe' || leadsToWeb(frame)) return null;
  const content = dom.frameDocument(frame);
  return content === null || isWeb(dom.url(content)) ? null : content;
}

/** Whether a node is in the document `main`, or in a frame that is recorded with it. */
export function isRecorded(node: Node, main: Document): boolean {
  if (!dom.isConnected(node)) return false;
  const document = dom.type(node) === 9 ? (node as Document) : dom.documentOf(node);
  if (document === main) return true;
  const frame = document === null ? null : dom.frameOf(document);
  return frame !== null && frameContent(frame) === document && isRecorded(frame, main);
}
