// One HTTP exchange on a site's host, as every step sees it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BaseAddress } from '../../protocol/address.ts';
import { bundlePaths } from '../../protocol/cookie-names.ts';
import type { CookiePair } from '../rewrite/cookies.ts';
import type { FaultCode } from './fault.ts';
import type { FetchSite } from './fetch-site.ts';
import type { Guard } from './guard.ts';
import type { ResourceWriter } from './record.ts';
import type { SiteSession } from './site-session.ts';

export interface Bundle {
  readonly body: Buffer;
  /** Changes with the body; in its address, so that it can be cached for good. */
  readonly version: string;
}

/** The injected scripts, by where they run. */
export type Bundles = Readonly<Record<keyof typeof bundlePaths, Bundle>>;

export interface SiteLimits {
  /** Largest body a browser may send to a site. */
  readonly bodyBytes: number;
  /** How long a site may take to begin its answer. */
  readonly timeoutMs: number;
  /** Most requests and sockets of one session that are under way to sites. */
  readonly loads: number;
  /** Most labels of one session that are only a fingerprint. */
  readonly sites: number;
}

export interface Log {
  readonly debug: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
}

/** What does not change from one exchange to the next. */
export interface Surroundings {
  readonly base: BaseAddress;
  readonly bundles: Bundles;
  readonly guard: Guard;
  readonly limits: SiteLimits;
  readonly log: Log;
  /** Origins that Lockstep answers itself -> loopback port. */
  readonly builtIn: ReadonlyMap<string, number>;
}

/** Where a request stands: its session, its real URL, who asks. */
export interface Visit {
  readonly around: Surroundings;
  readonly session: SiteSession;
  /** Real origin. */
  readonly origin: string;
  /** Real URL. */
  readonly url: URL;
  readonly req: IncomingMessage;
  readonly cookies: readonly CookiePair[];
  /** Who asks, in terms of the real web: what Sec-Fetch-Site says. */
  site: FetchSite;
  role: 'live' | 'mirror';
  /** Whose browser asks; '' until that is known. */
  participant: string;
  /** The browser sent no cookies (credentials omitted): neither are the jar's sent. */
  anonymous: boolean;
}

export interface Exchange extends Visit {
  readonly res: ServerResponse;
  readonly method: string;
  /** Sec-Fetch-Dest, '' where the browser does not say. */
  readonly dest: string;
  /** What asks is no page with an origin of the session's. */
  readonly foreign: boolean;
  /** Keeps what is answered, while it is answered. */
  writer: ResourceWriter | null;
  /** A fault that was found while a stream was on its way, for the error that follows. */
  fault: FaultCode | null;
}

/** True: answered, or about to be. */
export type Step = (exchange: Exchange) => boolean | Promise<boolean>;

const DOCUMENTS = new Set(['document', 'iframe', 'frame', 'embed', 'object']);
const WORKERS = new Set(['worker', 'sharedworker', 'serviceworker']);

/** Whether what is asked for becomes a document in the browser. */
export function asksForDocument({ dest, req }: Pick<Exchange, 'dest' | 'req'>): boolean {
  return DOCUMENTS.has(dest) || (dest === '' && (req.headers.accept ?? '').includes('text/html'));
}

export const asksForWorker = ({ dest }: Pick<Exchange, 'dest'>): boolean => WORKERS.has(dest);

/** Where a bundle is, from a document's own host. */
export const injectUrl = (name: keyof Bundles, bundles: Bundles): string =>
  `${bundlePaths[name]}?v=${bundles[name].version}`;

/** The base host without its port: what cookies call a domain. */
export const domainOf = (base: BaseAddress): string => new URL(`${base.protocol}//${base.host}`).hostname;

export const isSecureBase = (base: BaseAddress): boolean => base.protocol === 'https:';
