// Synchronous requests to Lockstep's own endpoints on the site's host.
import { method, natives, platformClass, self } from './natives.ts';

const request = natives.XMLHttpRequest;
const open = method(request, 'open') as (
  xhr: XMLHttpRequest,
  verb: string,
  url: string,
  async: boolean,
) => void;
const send = method(request, 'send');
const setHeader = method(request, 'setRequestHeader');
const statusOf =
  platformClass('XMLHttpRequest') && Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'status')?.get;
const textOf =
  platformClass('XMLHttpRequest') &&
  Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'responseText')?.get;

/** What a document without an address of its own inherits; a sandboxed one has only its base address. */
function inheritedOrigin(): string {
  if (/^https?:/.test(self.origin) || natives.document === undefined) return self.origin;
  const base = natives.baseURI(natives.document);
  return natives.URL.canParse(base) ? new natives.URL(base).origin : self.origin;
}

let origin = self.location.origin;
if (!origin.startsWith('http')) origin = inheritedOrigin();
/** Where nothing was inherited (a `blob:` or `data:` worker): where the site's host is. */
export function setOwnOrigin(proxiedOrigin: string): void {
  if (!origin.startsWith('http')) origin = proxiedOrigin;
}
export const ownUrl = (path: string): string => origin + path;

/** The answer's text, or null where there was none; service workers have no synchronous requests. */
export function own(
  verb: 'GET' | 'POST',
  path: string,
  body: string | null = null,
  type = 'text/plain;charset=utf-8',
): string | null {
  return readSync(verb, ownUrl(path), body, type);
}

/** Also reads blob: and data: URLs. */
export function readSync(verb: string, url: string, body: string | null = null, type = ''): string | null {
  if (!request || !statusOf || !textOf) return null;
  try {
    const xhr = new request();
    open(xhr, verb, url, false);
    if (body !== null) setHeader(xhr, 'Content-Type', type);
    send(xhr, body);
    const status = Reflect.apply(statusOf, xhr, []) as number;
    return status >= 200 && status < 300 ? (Reflect.apply(textOf, xhr, []) as string) : null;
  } catch {
    // Blocked by the document's policy (sandbox, permissions): callers go on without.
    return null;
  }
}
