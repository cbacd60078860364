// Where Lockstep answers, and which of its hosts a request means.
import type { Options } from '../config/options.ts';
import type { BaseAddress } from '../protocol/address.ts';
import { siteLabelOf } from './http/site-address.ts';

/** `port`: the one it really listens on, for a base URL that does not name one that could be. */
export function baseAddress({ baseUrl }: Pick<Options, 'baseUrl'>, port: number): BaseAddress {
  const url = new URL(baseUrl === '' ? 'http://lockstep.localhost:0' : baseUrl);
  if (url.port === '0') url.port = String(port);
  return { protocol: url.protocol === 'https:' ? 'https:' : 'http:', host: url.host };
}

/** `here`: this very machine by a name that no session can have. */
export type Place = 'site' | 'base' | 'here' | 'elsewhere';

export function placeOf(host: string | undefined, base: BaseAddress): Place {
  if (siteLabelOf(host, base) !== null) return 'site';
  const written = `${base.protocol}//${host ?? ''}`;
  if (host === undefined || !URL.canParse(written)) return 'elsewhere';
  // The URL Standard lowers the case and leaves the scheme's own port away.
  const url = new URL(written);
  if (url.host === base.host) return 'base';
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? 'here' : 'elsewhere';
}
