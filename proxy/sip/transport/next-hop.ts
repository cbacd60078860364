// Where a URI leads (RFC 3263, without SRV records: host, port and transport as they are written).
import { parseSipUri, uriParameter } from '../message/sip-uri.ts';
import type { Place, Transport } from './flow.ts';

export interface Hop extends Place {
  readonly transport: Transport;
}

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  udp: 'UDP',
  tcp: 'TCP',
  tls: 'TLS',
  ws: 'WS',
  wss: 'WSS',
};

export function hopOf(text: string): Hop | null {
  const uri = parseSipUri(text);
  if (uri === null) return null;
  const named = uriParameter(uri, 'transport')?.toLowerCase();
  const isSecure = uri.scheme === 'sips';
  const transport = named === undefined ? 'UDP' : TRANSPORTS[named];
  if (transport === undefined) return null;
  const safe = isSecure && (transport === 'UDP' || transport === 'TCP') ? 'TLS' : transport;
  return { transport: safe, host: uri.host, port: uri.port ?? (safe === 'TLS' ? 5061 : 5060) };
}
