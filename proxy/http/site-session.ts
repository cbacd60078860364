// What the proxy keeps of one session: its addresses, its cookies, and what the live browser was given.
import { createHmac, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { CookieJar } from 'tough-cookie';
import { addressBook, type AddressBook, type BaseAddress, type RealUrl } from '../../protocol/address.ts';
import type { PageDialog } from '../../protocol/state.ts';
import type { Privacy } from '../../protocol/privacy.ts';
import type { FetchSite } from './fetch-site.ts';
import type { KeptSite, Parts, Urgency } from '../store/session-store.ts';
import { privacyBy } from './privacy.ts';
import { createPageRecord, type PageRecord } from './record.ts';
import { createSiteStorage, type SiteStorage } from './site-storage.ts';

export interface Requester {
  readonly participant: string;
  readonly role: 'live' | 'mirror';
}

export interface SiteSession {
  readonly id: string;
  /** For Boot.key. */
  readonly key: string;
  readonly book: AddressBook;
  /** Labels that are only a fingerprint -> real origin. */
  readonly hashed: Map<string, string>;
  readonly jar: CookieJar;
  /** What of a site (its real origin) mirrors may not see. */
  readonly privacyOf: (origin: string) => Privacy;
  /** Grows whenever a script-visible cookie changes. */
  cookieVersion: number;
  readonly record: PageRecord;
  /** Who holds this token of the site cookie, as of now. */
  readonly roleOf: (token: string) => Requester | null;
  /** Capability for writing a site's cookies from its pages. */
  readonly cookieToken: (origin: string) => string;
  /** Of a page's own policies: the same whenever the page is sent, since what is kept of it may be used again. */
  readonly nonce: (url: RealUrl) => string;
  /** Real origins of pages that had a holder made. */
  readonly holders: Set<string>;
  /** How the live browser introduces itself: what is fetched for a mirror does the same, since a site sees one visitor. */
  readonly identity: Map<string, string>;
  /** `document.cookie` writes that were applied: a write travels with every request until it was answered. */
  readonly applied: Set<string>;
  /** Where participants were seen: address and user agent -> tokens. For requests that browsers send without cookies. */
  readonly seen: Map<string, Set<string>>;
  /** Real origins that participants' browsers have asked for: what they hold of them is theirs to clear at the end. */
  readonly visited: Set<string>;
  /** What scripts have stored, for the browser that is to run the pages next. */
  readonly storage: SiteStorage;
  /** Told when the live page opens a dialog of the browser's, and (null) when it is answered. */
  dialogTold: (dialog: PageDialog | null) => void;
  /** Pages that are expected to be asked for by the browser they have moved to, and until when. */
  readonly movedPages: Map<RealUrl, number>;
  /** Answers to the live browser's requests for documents, until they are over. */
  readonly awaited: Set<ServerResponse>;
  /** Pages that the shell is about to open -> the page whose link leads there. */
  readonly openedFrom: Map<RealUrl, RealUrl>;
  /** Pictures that were asked for as pages: the element that shows one asks for the same once more. */
  readonly handedOn: Set<RealUrl>;
  /** Where the live browser’s last document redirected to, and how many redirects in a row that makes. */
  redirected: { readonly to: RealUrl; readonly count: number };
  /** Where answers have redirected the live browser to -> what the request was that was answered so. */
  readonly trails: Map<RealUrl, FetchSite>;
  /** Requests and sockets that sites are answering now. */
  loads: number;
  /** Requests that went out to sites, and those that failed. */
  upstreamRequests: number;
  upstreamFaults: number;
  /** Told when something of this is another that is to be kept. */
  changed: (part: 'site' | 'jar', urgency: Urgency) => void;
  readonly kept: () => KeptSite;
  readonly close: () => void;
}

export interface SiteSessionOptions {
  readonly id: string;
  readonly base: BaseAddress;
  readonly roleOf: (token: string) => Requester | null;
  /** Bound of the record, in bytes. */
  readonly recordBytes?: number;
  readonly privacyOf?: (origin: string) => Privacy;
  /** What a former run has kept of it. */
  readonly before?: Partial<Pick<Parts, 'site' | 'jar'>>;
}

const RECORD_BYTES = 64 * 1024 * 1024;
/** Browsers give an origin five million letters each for what stays and for what goes with the tab. */
const STORAGE_CHARS = 32 * 1024 * 1024;

export function createSiteSession(options: SiteSessionOptions): SiteSession {
  const { id, base, roleOf, recordBytes = RECORD_BYTES } = options;
  const { privacyOf = privacyBy('visible', { mask: [], unmask: [] }) } = options;
  const { site: before, jar: cookies } = options.before ?? {};
  const hashed = new Map(Object.entries(before?.hashed ?? {}));
  const secret = before === undefined ? randomBytes(32) : Buffer.from(before.secret, 'base64');
  const record = createPageRecord(recordBytes);
  const jar =
    cookies === undefined
      ? new CookieJar(undefined, { looseMode: true })
      : CookieJar.deserializeSync(cookies);
  const session: SiteSession = {
    id,
    key: before?.key ?? randomBytes(18).toString('base64url'),
    book: addressBook(base, id, hashed, (label, origin) => {
      hashed.set(label, origin);
      session.changed('site', 'now');
    }),
    hashed,
    jar,
    privacyOf,
    // Whatever the pages have read of cookies, they read once more.
    cookieVersion: (before?.cookieVersion ?? 0) + 1,
    record,
    roleOf,
    cookieToken: (origin) => createHmac('sha256', secret).update(origin).digest('base64url').slice(0, 24),
    nonce: (url) => createHmac('sha256', secret).update(`nonce ${url}`).digest('base64url').slice(0, 24),
    holders: new Set(),
    identity: new Map(Object.entries(before?.identity ?? {})),
    applied: new Set(),
    seen: new Map(),
    visited: new Set(before?.visited),
    storage: createSiteStorage(STORAGE_CHARS),
    dialogTold: () => undefined,
    movedPages: new Map(),
    awaited: new Set(),
    openedFrom: new Map(),
    handedOn: new Set(),
    redirected: { to: '', count: 0 },
    trails: new Map(),
    loads: 0,
    upstreamRequests: 0,
    upstreamFaults: 0,
    changed: () => undefined,
    kept: () => ({
      key: session.key,
      secret: secret.toString('base64'),
      hashed: Object.fromEntries(hashed),
      visited: [...session.visited],
      identity: Object.fromEntries(session.identity),
      cookieVersion: session.cookieVersion,
    }),
    close: () => {
      jar.removeAllCookiesSync();
      record.clear();
    },
  };
  return session;
}
