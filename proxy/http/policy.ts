// What an operator lets people browse.
import type { BaseAddress } from '../../protocol/address.ts';

export interface GuardPolicy {
  /** Hosts (`host` or `host:port`, `*.example.com`, `*`) that may be browsed although their addresses are private. */
  readonly allowPrivate: readonly string[];
  /** The only sites that may be browsed; `*` is all. */
  readonly allow: readonly string[];
  /** Sites that may not be browsed; wins. */
  readonly deny: readonly string[];
  readonly base: BaseAddress;
  /** Lockstep's own listening port, once it has one. */
  readonly ownPort: () => number | null;
}

/** Whether one of the patterns names this host. A trailing dot is the same name to DNS, so it is to us. */
export function isNamed(patterns: readonly string[], hostname: string, port: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  return patterns.some((written) => {
    const pattern = written.toLowerCase();
    if (pattern === '*') return true;
    if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1)) || host === pattern.slice(2);
    return pattern === host || pattern === `${host}:${port}`;
  });
}
