// Where other nodes reach this one, unless the operator says so.
import { networkInterfaces } from 'node:os';
import type { NodeAddress } from './pass-on.ts';

const EVERYWHERE = ['0.0.0.0', '::', '[::]'];

export function nodeAddress(
  said: NodeAddress | null,
  { host, port }: NodeAddress,
  interfaces = networkInterfaces(),
): NodeAddress {
  if (said !== null) return said;
  if (!EVERYWHERE.includes(host)) return { host, port };
  const own = Object.values(interfaces).flatMap((it) => it ?? []);
  const first = own.find((it) => !it.internal && it.family === 'IPv4') ?? own.find((it) => !it.internal);
  return { host: first?.address ?? '127.0.0.1', port };
}
