// Transports and transactions joined: what comes in finds its transaction, what goes out finds its way.
import { field } from './message/fields.ts';
import { printMessage, type SipRequest } from './message/message.ts';
import { parseMessage } from './message/parse.ts';
import type { Clock } from './transaction/clock.ts';
import type { Hearing } from './transaction/client-transaction.ts';
import {
  createTransactions,
  freshBranch,
  type TransactionUser,
  type Transactions,
} from './transaction/transactions.ts';
import { createCaps } from './transport/caps.ts';
import type { Flow } from './transport/flow.ts';
import { hopOf, type Hop } from './transport/next-hop.ts';
import { openTransports, type TransportOptions, type Transports } from './transport/transports.ts';

export interface Outgoing {
  /** Without Via and Contact. */
  readonly request: SipRequest;
  /** The URI it goes to first. */
  readonly hop: string;
  /** The connection its dialog came by. */
  readonly known: Flow | null;
  readonly hearing: Hearing;
  /** The user part of our Contact; absent: the request has none. */
  readonly contact?: string;
}
export interface Sent {
  /** Only of use for an INVITE that has had a provisional answer (RFC 3261 section 9.1). */
  readonly cancel: () => void;
}

export interface Endpoint {
  readonly transports: Transports;
  readonly transactions: Transactions;
  readonly send: (outgoing: Outgoing) => Sent;
  readonly sendOnce: (request: SipRequest, hop: string, known: Flow | null) => void;
  readonly close: () => Promise<void>;
}

/** RFC 3261 section 18.1.1: what is longer goes where nothing is cut to pieces. */
const MAX_DATAGRAM = 1_300;
const VIA_ROOM = 120;
/** How long a place that takes no TCP is not asked again. */
const NO_TCP_MS = 60_000;

export const contactOf = (user: string, { contact, transport }: Flow): string =>
  `<sip:${user}@${contact.host}:${contact.port}${transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`}>`;

export async function createEndpoint(
  options: Omit<TransportOptions, 'receive' | 'caps'>,
  clock: Clock,
  user: Omit<TransactionUser, 'overload'> & { readonly isClosing: () => boolean },
): Promise<Endpoint> {
  const caps = createCaps(clock.now);
  const transactions = createTransactions(clock, {
    ...user,
    overload: (flow, method) => {
      if (user.isClosing() && method !== 'BYE') return 60;
      const begins =
        method === 'INVITE' || method === 'MESSAGE' || method === 'OPTIONS' || method === 'REGISTER';
      return !begins || caps.begin(flow.remote.host) ? null : 5;
    },
  });
  const transports = await openTransports({
    ...options,
    caps,
    receive: (bytes, flow) => transactions.receive(parseMessage(bytes), flow),
  });
  const withoutTcp = new Map<string, number>();

  async function wayTo(hop: Hop, known: Flow | null, size: number): Promise<Flow> {
    const place = `${hop.host}:${hop.port}`;
    if (hop.transport !== 'UDP' || size + VIA_ROOM <= MAX_DATAGRAM) return transports.flowTo(hop, known);
    if ((withoutTcp.get(place) ?? 0) > clock.now()) return transports.flowTo(hop, known);
    try {
      return await transports.flowTo({ ...hop, transport: 'TCP' }, known);
    } catch {
      if (withoutTcp.size > 1_000) withoutTcp.clear();
      withoutTcp.set(place, clock.now() + NO_TCP_MS);
      return transports.flowTo(hop, known);
    }
  }

  function send({ request, hop: uri, known, hearing, contact }: Outgoing): Sent {
    const branch = freshBranch();
    let way: Flow | null = null;
    let isCancelled = false;
    const hop = hopOf(uri);
    if (hop === null) {
      queueMicrotask(() => hearing.failed('transport'));
      return { cancel: () => undefined };
    }
    wayTo(hop, known, printMessage(request).length).then(
      (flow) => {
        if (isCancelled) return hearing.failed('transport');
        way = flow;
        const fields = contact === undefined ? [] : [field('contact', contactOf(contact, flow))];
        transactions.send({ ...request, fields: [...request.fields, ...fields] }, flow, hearing, branch);
      },
      () => hearing.failed('transport'),
    );
    return {
      cancel: () => {
        isCancelled = true;
        if (way !== null) transactions.send(cancelOf(request), way, SILENT, branch);
      },
    };
  }

  return {
    transports,
    transactions,
    send,
    sendOnce: (request, uri, known) => {
      const hop = hopOf(uri);
      if (hop === null) return;
      wayTo(hop, known, printMessage(request).length).then(
        (flow) => transactions.sendOnce(request, flow),
        // An ACK that finds no way: the other end says its 2xx again, or hangs up.
        () => undefined,
      );
    },
    close: async () => {
      transactions.close();
      await transports.close();
    },
  };
}

const SILENT: Hearing = { response: () => undefined, failed: () => undefined };

function cancelOf(request: SipRequest): SipRequest {
  const kept = request.fields.filter(({ name }) =>
    ['max-forwards', 'from', 'to', 'call-id', 'route'].includes(name),
  );
  const number = /^\d+/.exec(request.fields.find((it) => it.name === 'cseq')?.value ?? '')?.[0] ?? '1';
  return {
    ...request,
    method: 'CANCEL',
    fields: [...kept, field('cseq', `${number} CANCEL`)],
    body: Buffer.alloc(0),
  };
}
