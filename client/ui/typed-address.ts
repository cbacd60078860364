// What a person types as an address -> a web URL.

export type TypedAddress =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly message: string };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** "host:8080" looks like a scheme; a port after the colon says that it is none. */
const HOST_AND_PORT = /^[^\s/?#:]+:\d{1,5}(?:[/?#]|$)/;
const WITHOUT_TLS = /^(?:localhost|[^/?#:]+\.localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])(?:[:/?#]|$)/i;
const LIKE_A_HOST =
  /^(?:localhost|\[[0-9a-f:.]+\]|[^\s/?#@:]+\.[^\s/?#@:.]{2,}\.?|\d+\.\d+\.\d+\.\d+|[^\s/?#@:.]+(?=:\d))(?=[:/?#]|$)/i;

const refuse = (message: string): TypedAddress => ({ ok: false, message });

/** `near` is the URL of the page one is on: its host, typed without a scheme, keeps its scheme. */
export function typedAddress(typed: string, near = ''): TypedAddress {
  const text = typed.trim();
  if (text === '') return refuse('Enter the address of a web site, such as example.com.');
  const scheme = HOST_AND_PORT.test(text) ? undefined : SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return refuse(`Only web addresses can be opened (http or https), not “${scheme}:”.`);
  }
  if (scheme === undefined && !LIKE_A_HOST.test(text)) {
    return refuse(`“${text.slice(0, 80)}” is not a web address. Try something like example.com.`);
  }
  const written = scheme === undefined ? `${guessScheme(text, near)}//${text}` : text;
  if (!URL.canParse(written)) return refuse('This address is misspelt: a browser could not open it.');
  return { ok: true, url: new URL(written).href };
}

function guessScheme(text: string, near: string): string {
  if (URL.canParse(near) && URL.canParse(`http://${text}`)) {
    const here = new URL(near);
    if (new URL(`${here.protocol}//${text}`).host === here.host && here.host !== '') return here.protocol;
  }
  return WITHOUT_TLS.test(text) ? 'http:' : 'https:';
}
