// A page of ours where a site's would be: self-contained, light and dark.

export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly advice: readonly string[];
  /** Small print: what exactly. */
  readonly detail?: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { max-width: 34rem; padding: 2rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
small { opacity: .7; }
`;

export function noticePage({ title, text, advice, detail }: Notice): string {
  const list = advice.map((line) => `<li>${escape(line)}</li>`).join('');
  const small = detail === undefined || detail === '' ? '' : `<p><small>${escape(detail)}</small></p>`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1><p>${escape(text)}</p><ul>${list}</ul>${small}</main></body></html>
`;
}
