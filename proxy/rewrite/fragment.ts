// What a page says of itself, for tabs, the journal and the admin page.
import { parse } from 'node-html-parser';

export interface PageFacts {
  readonly title: string;
  /** The icon's address as the page wrote it, or ''. */
  readonly icon: string;
  readonly language: string;
}

/** Scripts and styles could hold text that looks like tags, and nothing else in them is asked for. */
const options = {
  lowerCaseTagName: true,
  comment: false,
  blockTextElements: { script: false, style: false, noscript: false },
};

export function pageFacts(html: string): PageFacts {
  const root = parse(html, options);
  // An SVG's title names the picture.
  const title = root.querySelectorAll('title').find((element) => element.closest('svg') === null);
  const icon = root
    .querySelectorAll('link')
    .find(
      (link) => /(?:^|\s)icon(?:\s|$)/i.test(link.getAttribute('rel') ?? '') && link.hasAttribute('href'),
    );
  return {
    title: title?.text.replace(/[\t\n\f\r ]+/g, ' ').trim() ?? '',
    icon: icon?.getAttribute('href')?.trim() ?? '',
    language: root.querySelector('html')?.getAttribute('lang')?.trim() ?? '',
  };
}
