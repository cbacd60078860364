// Whether a tag stands in SVG or MathML, where no element holds raw text: HTML Standard, "tree construction dispatcher".

/** Start tags that end foreign content ("rules for parsing tokens in foreign content"). */
const BREAKOUT = new Set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'.split(
    ' ',
  ),
);
/** End tags that, unless SVG or MathML has such an element open, close an HTML element around it. */
const AROUND = new Set([
  ...BREAKOUT,
  ...'a article aside button details dialog fieldset figcaption figure footer form header html label main nav p section select td th tr'.split(
    ' ',
  ),
]);
const SVG_HTML = new Set(['foreignobject', 'desc', 'title']);
const MATH_TEXT = new Set(['mi', 'mo', 'mn', 'ms', 'mtext']);

interface Open {
  readonly name: string;
  readonly space: 'svg' | 'math';
  /** Its content is HTML again. */
  readonly html: boolean;
}

export interface ForeignContent {
  /** Nothing of it is open: no tag but that of SVG or MathML says anything then. */
  readonly none: () => boolean;
  /** Whether the parser's current node is in SVG or MathML, and content is not HTML there. */
  readonly inside: () => boolean;
  /** Tells of a start tag; true if its element is an SVG or MathML one. */
  readonly open: (
    name: string,
    selfClosing: boolean,
    attribute: (name: string) => string | undefined,
  ) => boolean;
  readonly close: (name: string) => void;
}

export function foreignContent(): ForeignContent {
  const stack: Open[] = [];
  const inside = (): boolean => stack.length > 0 && stack[stack.length - 1]?.html === false;

  const push = (entry: Open, selfClosing: boolean): true => {
    if (!selfClosing) stack.push(entry);
    return true;
  };
  const isHtmlPoint = (space: 'svg' | 'math', name: string, encoding: string | undefined): boolean =>
    space === 'svg'
      ? SVG_HTML.has(name)
      : MATH_TEXT.has(name) ||
        (name === 'annotation-xml' && /^(?:text\/html|application\/xhtml\+xml)$/i.test(encoding ?? ''));

  return {
    none: () => stack.length === 0,
    inside,
    open: (name, selfClosing, attribute) => {
      const top = stack[stack.length - 1];
      const mathText =
        top?.html === true && MATH_TEXT.has(top.name) && (name === 'mglyph' || name === 'malignmark');
      if (top === undefined || (top.html && !mathText)) {
        if (name !== 'svg' && name !== 'math') return false;
        return push({ name, space: name, html: false }, selfClosing);
      }
      const font =
        name === 'font' && ['color', 'face', 'size'].some((known) => attribute(known) !== undefined);
      if (BREAKOUT.has(name) || font) {
        while (inside()) stack.pop();
        return false;
      }
      const space = name === 'svg' && top.name === 'annotation-xml' ? 'svg' : top.space;
      return push({ name, space, html: isHtmlPoint(space, name, attribute('encoding')) }, selfClosing);
    },
    close: (name) => {
      if (inside() && (name === 'p' || name === 'br')) {
        while (inside()) stack.pop();
        return;
      }
      for (let at = stack.length - 1; at >= 0; at--) {
        if (stack[at]?.name === name) {
          stack.length = at;
          return;
        }
      }
      if (AROUND.has(name)) while (inside()) stack.pop();
    },
  };
}
