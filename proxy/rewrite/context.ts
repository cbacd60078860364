// What a document's rewriting needs to know.
import type { AddressBook, RealUrl } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';

export interface RewriteContext {
  readonly book: AddressBook;
  /** Of the document, style sheet or script. */
  readonly url: RealUrl;
  /** What the injected script is told; null for a fragment, which gets no boot tag. */
  readonly boot: Boot | null;
  /** Where the injected bundle is, as seen from the document's own host. */
  readonly injectUrl: string;
  /** The document's own Content-Security-Policies, as the site sent them. */
  readonly policies?: readonly string[];
}

/** The context of a document without an address of its own (srcdoc) inside this one: its boot tag needs a full address. */
export function nestedContext(context: RewriteContext, base: string): RewriteContext {
  const own = context.book.proxied(context.url);
  const injectUrl = URL.canParse(context.injectUrl, own)
    ? new URL(context.injectUrl, own).href
    : context.injectUrl;
  // What frames it is the page that it stands in.
  const boot = context.boot === null ? null : { ...context.boot, framers: null };
  return { ...context, url: base, injectUrl, boot };
}
