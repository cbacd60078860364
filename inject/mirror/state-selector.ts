// Selectors that ask what hands are doing (`:hover` and its like), made to match named elements as well.

/** Selectors 4, "User Action Pseudo-classes": what only a browser's own mouse and keyboard can bring about. */
export type HandState = 'hover' | 'active' | 'focus' | 'focus-visible' | 'focus-within';

// Escapes and strings are stepped over: what stands in them is no selector.
const TOKEN =
  /\\[^]|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|:(hover|active|focus-visible|focus-within|focus)(?![\w-])|[[\]()]|[\s>+~,]/gi;
const PSEUDO_ELEMENT = /::[^]*$|:(?:before|after|first-line|first-letter)(?![\w-])[^]*$/i;

interface Found {
  readonly state: HandState;
  readonly at: number;
  readonly end: number;
  /** Where the compound selector that it is a part of begins, and ends. */
  readonly start: number;
  readonly depth: number;
  stop: number;
}

function statesIn(selector: string): readonly Found[] {
  const found: Found[] = [];
  const starts = [0];
  let brackets = 0;
  const close = (at: number): void => {
    for (const it of found) if (it.stop < 0 && it.depth === starts.length) it.stop = at;
  };
  for (const token of selector.matchAll(TOKEN)) {
    const [text, state] = token;
    const at = token.index;
    if (text === '[') brackets++;
    else if (text === ']') brackets--;
    else if (brackets > 0 || text.startsWith('\\') || /^["']/.test(text)) continue;
    else if (state !== undefined) {
      const start = starts.at(-1) ?? 0;
      const name = state.toLowerCase() as HandState;
      found.push({ state: name, at, end: at + text.length, start, depth: starts.length, stop: -1 });
    } else if (text === '(') starts.push(at + 1);
    else {
      close(at);
      if (text === ')') starts.pop();
      else starts[starts.length - 1] = at + 1;
    }
  }
  close(selector.length);
  return found;
}

/** What anything in whichever state could match; `&`, the selector around a nested rule, is anything. */
const withoutStates = (compound: string): string =>
  compound
    .replace(TOKEN, (text, state?: string) => (state === undefined ? text : ':is(*)'))
    .replace(/&/g, ':is(*)')
    .replace(PSEUDO_ELEMENT, '');

export const asksForState = (selector: string): boolean => statesIn(selector).length > 0;

/**
 * The selector matching the named elements too, as specific as before; null where there are none. `named` gives selectors of
 * the elements that are in a state and match the compound selector around it, where the state is left out.
 */
export function withStates(
  selector: string,
  named: (state: HandState, compound: string) => readonly string[],
): string | null {
  let text = '';
  let from = 0;
  let any = false;
  for (const { state, at, end, start, stop } of statesIn(selector)) {
    const names = named(state, withoutStates(selector.slice(start, stop)));
    text += selector.slice(from, at);
    // :is() is as specific as the most specific selector in it, :where() not at all.
    text += names.length === 0 ? selector.slice(at, end) : `:is(:${state},:where(${names.join()}))`;
    any ||= names.length > 0;
    from = end;
  }
  return any ? text + selector.slice(from) : null;
}
