// Where the proxy may connect to. The address that is checked is the address that is connected to: names are
// resolved once, for the connection itself, so that a second answer of the DNS (rebinding) changes nothing.
import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { SiteError } from './fault.ts';
import { isNamed, type GuardPolicy } from './policy.ts';

export interface Guard {
  /** What can be said before any name is resolved: scheme, lists, literal addresses, Lockstep itself. */
  readonly check: (url: URL) => SiteError | null;
  /** Whether a connection to this host, port and address may be made. */
  readonly checkAddress: (host: string, port: string, address: string) => SiteError | null;
  /** For a socket's `lookup`. */
  readonly lookup: (port: string) => LookupFunction;
}

const PROTOCOLS = new Set(['http:', 'https:', 'ws:', 'wss:']);
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): string => url.port || (/^(?:https|wss):$/.test(url.protocol) ? '443' : '80');

/** `::a.b.c.d`, deprecated but understood by some kernels (RFC 4291 section 2.5.5.1). */
const isCompatible = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.kind() === 'ipv6' &&
  address
    .toByteArray()
    .slice(0, 12)
    .every((byte) => byte === 0);

/** Only what routes across the internet: not private, loopback, link-local, shared, mapped or tunnelled (RFC 6890). */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && !isCompatible(parsed);
}

/** Addresses at which this very machine listens. */
function isOwnAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const { range, text } = plainAddress(address);
  if (range === 'loopback' || range === 'unspecified') return true;
  return Object.values(networkInterfaces()).some((list) =>
    list?.some((it) => plainAddress(it.address).text === text),
  );
}

/** An IPv4 address in IPv6 clothes is that IPv4 address to the kernel. */
function plainAddress(address: string): { readonly range: string; readonly text: string } {
  const it = ipaddr.process(address);
  return { range: it.range(), text: it.toNormalizedString() };
}

export function createGuard(policy: GuardPolicy): Guard {
  const blocked = (message: string): SiteError => new SiteError('blocked', message);

  const checkAddress: Guard['checkAddress'] = (host, port, address) => {
    const own = policy.ownPort();
    if (own !== null && port === String(own) && isOwnAddress(address)) {
      return blocked('This address is Lockstep itself.');
    }
    if (isPublic(address) || isNamed(policy.allowPrivate, host, port)) return null;
    return blocked(`${host} is at a private address (${address}).`);
  };

  const check: Guard['check'] = (url) => {
    const host = url.hostname;
    const port = portOf(url);
    const base = policy.base.host;
    if (!PROTOCOLS.has(url.protocol))
      return blocked(`Addresses that begin with ${url.protocol} are not browsed.`);
    if (url.host === base || url.host.endsWith(`.${base}`))
      return blocked('This address is Lockstep itself.');
    if (isNamed(policy.deny, host, port) || !isNamed(policy.allow, host, port)) {
      return blocked(`Whoever runs this Lockstep does not let it browse ${host}.`);
    }
    return isIP(bare(host)) === 0 ? null : checkAddress(host, port, bare(host));
  };

  const lookup: Guard['lookup'] = (port) => (hostname, options, callback) => {
    // By property, at the time of the call: the resolver is the operator's to replace.
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      const fault = addresses
        .map(({ address }) => checkAddress(hostname, port, address))
        .find((it) => it !== null);
      if (fault !== undefined || first === undefined) {
        return callback(fault ?? new SiteError('dns', `${hostname} has no address.`), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  return { check, checkAddress, lookup };
}
