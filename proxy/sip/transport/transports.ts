// Everything this endpoint listens on, and the ways from here to others.
import { networkInterfaces } from 'node:os';
import type { Caps } from './caps.ts';
import type { Flow, Listener, Place, Receive, Transport } from './flow.ts';
import type { Hop } from './next-hop.ts';
import { connectStream, listenStream, type Secret, type StreamAround } from './stream.ts';
import { listenUdp, type UdpListener } from './udp.ts';

export interface Listening extends Place {
  readonly transport: 'UDP' | 'TCP' | 'TLS';
}
export interface TransportOptions {
  readonly listening: readonly Listening[];
  /** What others are told to reach us at; '': the address listened on. */
  readonly address: string;
  readonly secret: Secret | null;
  /** Peers' certificates are not looked at: they are for a PBX of one's own network. */
  readonly isTrusting: boolean;
  readonly receive: Receive;
  readonly caps: Caps;
}

export interface Transports {
  readonly around: StreamAround;
  readonly ports: readonly { readonly transport: Transport; readonly port: number }[];
  /** A way there: an open connection, where there is one. Fails where there is none. */
  readonly flowTo: (hop: Hop, known: Flow | null) => Promise<Flow>;
  readonly close: () => Promise<void>;
}

export async function openTransports(options: TransportOptions): Promise<Transports> {
  const flows = new Map<string, Flow>();
  const pending = new Map<string, Promise<Flow>>();
  const closers = new Set<() => void>();
  const listeners: Listener[] = [];
  let udp: UdpListener | null = null;
  let isClosed = false;
  const address =
    options.address === '' ? ownAddress(options.listening[0]?.host ?? '127.0.0.1') : options.address;
  const around: StreamAround = {
    advertised: address,
    receive: options.receive,
    caps: options.caps,
    opened: (flow, close) => {
      const key = keyOf(flow.transport, flow.remote);
      flows.set(key, flow);
      closers.add(close);
      flow.onGone(() => {
        if (flows.get(key) === flow) flows.delete(key);
        closers.delete(close);
      });
      if (isClosed) close();
    },
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    for (const it of [...closers]) it();
    await Promise.all(listeners.map((it) => it.close()));
  };
  try {
    for (const it of options.listening) {
      if (it.transport === 'UDP') {
        udp = await listenUdp(it, address, options.receive);
        listeners.push(udp);
      } else listeners.push(await listenStream(it, it.transport === 'TLS' ? options.secret : null, around));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const portOf = (transport: Transport): number | null =>
    listeners.find((it) => it.transport === transport)?.port ?? null;

  function connection(transport: 'TCP' | 'TLS', hop: Place): Promise<Flow> {
    const key = keyOf(transport, hop);
    const open = flows.get(key);
    if (open?.isOpen() === true) return Promise.resolve(open);
    const begun = pending.get(key);
    if (begun !== undefined) return begun;
    const made = connectStream(hop, transport === 'TLS', {
      around,
      listeningPort: portOf(transport),
      isTrusting: options.isTrusting,
    }).finally(() => pending.delete(key));
    pending.set(key, made);
    return made;
  }

  return {
    around,
    ports: listeners,
    close,
    flowTo: async (hop, known) => {
      if (isClosed) throw new Error('SIP is closed');
      if (known?.isReliable === true && known.isOpen() && serves(known, hop)) return known;
      if (hop.transport === 'UDP' && udp !== null) return udp.flowTo(hop);
      if (hop.transport === 'UDP' || hop.transport === 'TCP') return connection('TCP', hop);
      if (hop.transport === 'TLS') return connection('TLS', hop);
      throw new Error('a WebSocket peer can only be reached while it is connected');
    },
  };
}

const keyOf = (transport: Transport, { host, port }: Place): string => `${transport} ${host}:${port}`;

/**
 * Whether the connection a dialog came by leads to where it wants to go: user agents behind it often listen nowhere,
 * as RFC 5626 and RFC 7118 know, and say so by `.invalid`, or not at all.
 */
function serves(known: Flow, hop: Hop): boolean {
  const isWeb = known.transport === 'WS' || known.transport === 'WSS';
  if (isWeb) return hop.transport === 'WS' || hop.transport === 'WSS' || hop.host.endsWith('.invalid');
  return (
    known.transport === hop.transport && (hop.host === known.remote.host || hop.host.endsWith('.invalid'))
  );
}

function ownAddress(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host;
  const found = Object.values(networkInterfaces())
    .flat()
    .find((it) => it !== undefined && !it.internal && it.family === 'IPv4');
  return found?.address ?? '127.0.0.1';
}
