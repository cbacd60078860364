// What the proxy tells the script it injects: the JSON in the boot tag's data-lockstep attribute.
import type { BaseAddress, RealUrl } from './address.ts';
import type { Privacy } from './privacy.ts';

export interface Boot {
  readonly session: string;
  readonly base: BaseAddress;
  readonly role: 'live' | 'mirror';
  /** Proves to the shell that a frame's script is ours. Random per session; a site could read it, so it opens nothing else. */
  readonly key: string;
  /** Real URL of the document as the server answered it (after redirects the address says the same). */
  readonly url: RealUrl;
  /** What the site called the document where it is a page of ours around it (a text, a picture); '' else. */
  readonly contentType: string;
  /** Real URL of the referrer, or ''. */
  readonly referrer: RealUrl;
  /** The script-visible cookies of the site, as document.cookie would give them, and the jar's version they were read at. */
  readonly cookies: string;
  readonly cookieVersion: number;
  /** Capability for writing this site's cookies (header and transport cookie), bound to session and site. */
  readonly cookieToken: string;
  /** Real origins that may frame the document; null: all. */
  readonly framers: readonly RealUrl[] | null;
  /** Lets scripts of ours run where the site's own policy says which may (protocol/content-policy.ts); '' in mirrors. */
  readonly nonce: string;
  readonly privacy: Privacy;
  /** The site's scripts have stored something in another browser that is to be taken over first (ownPaths.storage). */
  readonly stored: boolean;
  /** How many letters of the script's first line are ours: a worker's that begins with the bundle; 0 else. */
  readonly prelude: number;
  /** Labels that are only a fingerprint -> real origin. */
  readonly hashed: Readonly<Record<string, string>>;
}

/** The global through which a worker is told its Boot; deleted when read. */
export const WORKER_BOOT = '$lsBoot';

// A directive prologue counts only at a script's very start: "use strict" is said again before what we put there.
const STRICT = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*(?:"use strict"|'use strict')/;

/**
 * A worker's (rewritten) script with ours in front, on its first line, so that lines keep their numbers. Static
 * imports run before anything else in a module: there the Boot comes as a module of its own.
 */
export function withRuntime(
  source: string,
  boot: Boot,
  injectUrl: string,
  kind: 'classic' | 'module',
): string {
  const tell = `self.${WORKER_BOOT}=${JSON.stringify(boot)};`;
  const load = JSON.stringify(injectUrl);
  if (kind === 'module')
    return `import ${JSON.stringify(`data:text/javascript,${encodeURIComponent(tell)}`)};import ${load};${source}`;
  return `${STRICT.test(source) ? '"use strict";' : ''}${tell}importScripts(${load});${source}`;
}
