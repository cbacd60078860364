// Which attribute of which element holds a URL, and of which kind. Read by the proxy's HTML rewriter and by
// the page's attribute virtualisation, so that both always agree. HTML section "Attributes" (index), SVG 2 "href".

/** `url`: one URL. `urls`: space separated. `srcset`: image candidates. `css`: a declaration list. `html`: a document. */
export type UrlKind = 'url' | 'urls' | 'srcset' | 'css' | 'html';

/** SVG 2, "href": the elements that have it besides `a`; the older `xlink:href` means the same. */
const svgLinks = [
  'image',
  'use',
  'feimage',
  'script',
  'mpath',
  'textpath',
  'lineargradient',
  'radialgradient',
  'pattern',
  'filter',
  'animate',
  'set',
  'animatemotion',
  'animatetransform',
];

/** Attribute (lower case) -> the elements (lower case) where it has that kind; `*` is any element. */
export const urlAttributes: Readonly<
  Record<string, readonly { readonly on: readonly string[]; readonly kind: UrlKind }[]>
> = {
  href: [{ on: ['a', 'area', 'link', 'base', 'math', 'mi', 'mrow', 'mtext', ...svgLinks], kind: 'url' }],
  'xlink:href': [{ on: ['a', ...svgLinks], kind: 'url' }],
  src: [
    {
      on: [
        'img',
        'script',
        'iframe',
        'frame',
        'embed',
        'input',
        'source',
        'video',
        'audio',
        'track',
        'portal',
        'fencedframe',
      ],
      kind: 'url',
    },
  ],
  action: [{ on: ['form'], kind: 'url' }],
  formaction: [{ on: ['button', 'input'], kind: 'url' }],
  data: [{ on: ['object'], kind: 'url' }],
  codebase: [{ on: ['object', 'applet'], kind: 'url' }],
  archive: [{ on: ['object', 'applet'], kind: 'urls' }],
  poster: [{ on: ['video'], kind: 'url' }],
  background: [{ on: ['body', 'table', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot'], kind: 'url' }],
  cite: [{ on: ['blockquote', 'q', 'del', 'ins'], kind: 'url' }],
  longdesc: [{ on: ['img', 'iframe', 'frame'], kind: 'url' }],
  manifest: [{ on: ['html'], kind: 'url' }],
  ping: [{ on: ['a', 'area'], kind: 'urls' }],
  srcset: [{ on: ['img', 'source'], kind: 'srcset' }],
  imagesrcset: [{ on: ['link'], kind: 'srcset' }],
  style: [{ on: ['*'], kind: 'css' }],
  srcdoc: [{ on: ['iframe'], kind: 'html' }],
};

/** The kind of an attribute on an element, both in lower case; undefined where it holds no URL. */
export function urlKind(element: string, attribute: string): UrlKind | undefined {
  // An attribute may be named "constructor".
  if (!Object.hasOwn(urlAttributes, attribute)) return undefined;
  for (const { on, kind } of urlAttributes[attribute] ?? []) {
    if (on.includes(element) || on[0] === '*') return kind;
  }
  return undefined;
}

/** What mirrors have in place of a link's script: it matches `:link` as the live page's does, and does nothing. */
export const INERT_LINK = 'javascript:';
