// Markup that cannot forget to escape: what stands in a template's holes is text unless it is markup itself.

declare const marked: unique symbol;
/** Text that is markup already. */
export interface Html {
  readonly [marked]: true;
  readonly text: string;
}
export type Hole = Html | string | number | null | false | undefined | readonly Hole[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (it) => entities[it] ?? it);

const isHtml = (it: object): it is Html => 'text' in it;

function fill(hole: Hole): string {
  if (hole === null || hole === undefined || hole === false) return '';
  if (typeof hole === 'string') return escape(hole);
  if (typeof hole === 'number') return String(hole);
  return isHtml(hole) ? hole.text : hole.map(fill).join('');
}

/** Takes text for markup as it is: only for what we wrote ourselves. */
export const trusted = (text: string): Html => ({ text }) as Html;

export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return trusted(parts.reduce((whole, part, i) => whole + fill(holes[i - 1]) + part));
}
