// The cookies of ours in a browser, and the endpoints of ours on a site's host.

/** Says to a site's host which participant this is: HttpOnly, for the base domain. */
export const siteCookie = (session: string): string => `ls_${session}`;
/** The same for the shell: host-only on the base host, so that no proxied page can write over it. */
export const shellCookie = (session: string, secure: boolean): string =>
  `${secure ? '__Host-' : ''}lsh_${session}`;
/** The jar's version: grows whenever a script-visible cookie changes; readable by the pages, base domain, holds only a number. */
export const versionCookie = (session: string): string => `lsv_${session}`;
/**
 * A `document.cookie` write on its way to the jar: host-only on the site's host, so that it is on the very next request.
 * Name `lsw_<n>`, value `<cookieToken>.<n>.<encodeURIComponent(text as the script wrote it)>`. The proxy applies them in the
 * order of n before it computes the site's Cookie header, and expires them in the answer.
 */
export const WRITE_COOKIE = /^lsw_(\d{1,9})$/;
export const writeCookie = (n: number): string => `lsw_${n}`;

/** The injected scripts: of a live page, of a mirror, of the live browser's workers. Each holds only what runs there. */
export const bundlePaths = {
  live: '/_lockstep/live.js',
  mirror: '/_lockstep/mirror.js',
  worker: '/_lockstep/worker.js',
} as const;

export const ownPaths = {
  /** GET -> `{ version: number, cookies: string }` of this site, as seen at `?at=` (a real URL of it; else the document's). */
  cookies: '/_lockstep/cookies',
  /** POST a cookie as a script wrote it, `?at=` likewise; answers as `cookies` does. */
  cookie: '/_lockstep/cookie',
  /** POST `{ origin }` -> 204: registers an origin whose label is a fingerprint. */
  host: '/_lockstep/host',
  /** GET -> `true` while a document is on its way to the live browser and no site has answered yet, else `false`. */
  underway: '/_lockstep/underway',
  /**
   * GET a document: for the live browser the holder of a window that a page opens (protocol/holder.ts), for a mirror the bare
   * document of one that has no address of its own; `?at=` says where its relative addresses begin (a real URL of the site).
   */
  holder: '/_lockstep/holder',
  /** GET a document that may stand in no frame: the browser shows its own refusal. */
  refused: '/_lockstep/refused',
  /** POST a real URL -> 204: the page that asks is the referrer of the window that the shell is about to open there. */
  referrer: '/_lockstep/referrer',
  /** POST `{ kind, text }` -> 204: the page opens a dialog of the browser's; `null`: it is answered. */
  dialog: '/_lockstep/dialog',
  /**
   * POST what the site's scripts have stored in the live browser: `{ local, session }`, each a list of [key, value]. GET what another
   * browser had stored, once, after the pages have moved: the same, or null.
   */
  storage: '/_lockstep/storage',
  /** POST text, `?as=script|module|html|css` -> the rewritten text. */
  rewrite: '/_lockstep/rewrite',
  /** POST from the shell, when the session is over -> 204: the browser forgets what this host has stored. */
  clear: '/_lockstep/clear',
} as const;
