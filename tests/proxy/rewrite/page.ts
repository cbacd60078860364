// A session's address book and contexts for tests of rewriting.
import { addressBook } from '../../../protocol/address.ts';
import type { Boot } from '../../../protocol/boot.ts';
import type { RewriteContext } from '../../../proxy/rewrite/context.ts';

const base = { protocol: 'http:', host: 'lockstep.localhost:8080' } as const;
export const session = 'abcdefgh';
export const book = addressBook(base, session, new Map(), () => undefined);
export const pageUrl = 'https://shop.example/list/index.html?a=1';

export const boot: Boot = {
  session,
  base,
  role: 'live',
  key: 'key"<&>',
  url: pageUrl,
  contentType: '',
  referrer: '',
  cookies: '',
  cookieVersion: 0,
  cookieToken: 'token',
  framers: null,
  nonce: 'n0nce',
  privacy: { mode: 'visible', hide: [], show: [] },
  stored: false,
  prelude: 0,
  hashed: {},
};

export const injectUrl = '/_lockstep/live.js?v=1';
/** A document that gets a boot tag. */
export const documentContext: RewriteContext = { book, url: pageUrl, boot, injectUrl };
/** A fragment, which gets none. */
export const fragmentContext: RewriteContext = { ...documentContext, boot: null };
/** The host of https://shop.example as the browser sees it. */
export const shop = 'http://abcdefgh-s-shop-example.lockstep.localhost:8080';
export const cdn = 'http://abcdefgh-s-cdn-example.lockstep.localhost:8080';
