// Which site of which session a Host header names.
import { parseLabel, type BaseAddress } from '../../protocol/address.ts';
import type { SiteSession } from './site-session.ts';

const DEFAULT_PORTS = { 'http:': ':80', 'https:': ':443' } as const;

/** The label before the base host, or null where the host is not below it. */
export function siteLabelOf(hostHeader: string | undefined, base: BaseAddress): string | null {
  const lower = (hostHeader ?? '').toLowerCase();
  const suffix = DEFAULT_PORTS[base.protocol];
  const host = lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower;
  const label = host.endsWith(`.${base.host}`) ? host.slice(0, -base.host.length - 1) : '';
  return label === '' ? null : label;
}

export interface SiteAddress {
  readonly session: SiteSession;
  /** Real origin. */
  readonly origin: string;
}

export function siteOf(label: string, find: (id: string) => SiteSession | undefined): SiteAddress | null {
  const parsed = parseLabel(label);
  const session = parsed === null ? undefined : find(parsed.session);
  if (parsed === null || session === undefined) return null;
  const origin = parsed.origin ?? session.hashed.get(label);
  return origin === undefined ? null : { session, origin };
}
