// The pages that browsers make by themselves of what is no page (HTML Standard, "Loading text documents" and "Loading a
// document for inline content that doesn't have a DOM"), made here instead: with our script in them, mirrors can follow.
import { encodeAttribute } from './attribute-text.ts';
import type { TextRewriter } from './css.ts';

const HEAD = '<!DOCTYPE html><html><head><meta name="color-scheme" content="light dark">';
// A line break right behind the tag is not part of the text.
const TEXT_BEGINS = `${HEAD}</head><body><pre style="word-wrap: break-word; white-space: pre-wrap;">\n`;
const TEXT_ENDS = '</pre></body></html>';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The page of a plain text, as it comes in. */
export function textViewer(): TextRewriter {
  let beginning = TEXT_BEGINS;
  const begin = (): string => {
    const it = beginning;
    beginning = '';
    return it;
  };
  return { write: (text) => begin() + escape(text), end: () => begin() + TEXT_ENDS };
}

const fileName = ({ pathname, host }: URL): string => pathname.split('/').at(-1) || host;

/** The page that shows a picture, or plays a film or a sound, and nothing else. */
export function mediaViewer(kind: 'image' | 'media', url: URL): string {
  const source = encodeAttribute(url.href, '"');
  const shown =
    kind === 'image'
      ? `<img style="display: block; margin: auto; max-width: 100%; max-height: 100vh" src="${source}" alt="">`
      : `<video style="display: block; margin: auto; max-width: 100%; max-height: 100vh" controls autoplay src="${source}"></video>`;
  return `${HEAD}<title>${escape(fileName(url))}</title></head><body style="margin: 0">${shown}</body></html>`;
}

const PDF_STYLE =
  'margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1rem; text-align: center; font: 1rem/1.5 system-ui, sans-serif';

/** Browsers start no PDF viewer in a frame like the shell's: the file can be saved where the page runs. */
export function pdfViewer(url: URL): string {
  const [name, source] = [escape(fileName(url)), encodeAttribute(url.href, '"')];
  return `${HEAD}<title>${name}</title></head><body style="${PDF_STYLE}"><b>${name}</b>\
<span>This is a PDF. It cannot be shown here yet, only saved in the browser that runs the page.</span>\
<a href="${source}" download>Save the file</a></body></html>`;
}
