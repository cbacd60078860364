// An attribute's value between its spelling in the page and its text.
import { Tokenizer } from 'htmlparser2';

export type Quote = '"' | "'" | '';

const ignore = (): void => undefined;
const silent = {
  onattribend: ignore,
  onattribname: ignore,
  oncdata: ignore,
  onclosetag: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onopentagname: ignore,
  onprocessinginstruction: ignore,
  onselfclosingtag: ignore,
  ontext: ignore,
  ontextentity: ignore,
};

/** The text of a value as it stands in the page: HTML Standard, "character reference state" inside an attribute. */
export function decodeAttribute(raw: string, quote: Quote): string {
  if (!raw.includes('&')) return raw;
  const page = `<a b=${quote}${raw}${quote} >`;
  let out = '';
  const tokenizer = new Tokenizer(
    {},
    {
      ...silent,
      onattribdata: (start, end) => (out += page.slice(start, end)),
      onattribentity: (code) => (out += String.fromCodePoint(code)),
    },
  );
  tokenizer.write(page);
  tokenizer.end();
  return out;
}

/** The spelling of a text inside these quotes, in HTML and in XML. Without quotes it gets some where it needs them. */
export function encodeAttribute(text: string, quote: Quote): string {
  // Most have nothing that needs it.
  if (quote !== '' && !/[&<\u00a0"']/.test(text)) return text;
  const safe = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\u00a0/g, '&#160;');
  if (quote === '"') return safe.replace(/"/g, '&quot;');
  if (quote === "'") return safe.replace(/'/g, '&#39;');
  return safe === '' || /[\s"'=<>`]/.test(safe) ? `"${safe.replace(/"/g, '&quot;')}"` : safe;
}
