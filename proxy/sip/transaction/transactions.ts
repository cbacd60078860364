// All transactions of this endpoint, and which message belongs to which (RFC 3261 sections 17.1.3 and 17.2.3).
import { randomBytes } from 'node:crypto';
import type { Envelope } from '../message/envelope.ts';
import { field } from '../message/fields.ts';
import { printMessage, responseTo, type SipRequest } from '../message/message.ts';
import { tagOf } from '../message/name-address.ts';
import { parameter } from '../message/parameters.ts';
import type { Parsed } from '../message/parse.ts';
import { branchOf, COOKIE, printVia, received, type Via } from '../message/via.ts';
import type { Flow } from '../transport/flow.ts';
import { startClientTransaction, type ClientTransaction, type Hearing } from './client-transaction.ts';
import type { Clock } from './clock.ts';
import {
  freshTag,
  startServerTransaction,
  type Incoming,
  type ServerTransaction,
} from './server-transaction.ts';

export interface Transactions {
  readonly receive: (parsed: Parsed, flow: Flow) => void;
  /** The Via is ours to add; a CANCEL has that of what it cancels (RFC 3261 section 9.1). */
  readonly send: (request: SipRequest, flow: Flow, hearing: Hearing, branch?: string) => void;
  /** An ACK for a 2xx: a transaction of its own, which is never answered. */
  readonly sendOnce: (request: SipRequest, flow: Flow) => void;
  readonly count: () => number;
  readonly close: () => void;
}

export interface TransactionUser {
  /** Never ACK or CANCEL. */
  readonly asked: (incoming: Incoming) => void;
  /** For a 2xx of ours. */
  readonly acknowledged: (request: SipRequest, envelope: Envelope) => void;
  /** Why nothing new is taken just now; null: it is. */
  readonly overload: (flow: Flow, method: string) => number | null;
}

/** Beyond, the machine has other worries. */
const MAX_TRANSACTIONS = 200_000;
export const freshBranch = (): string => `${COOKIE}${randomBytes(10).toString('hex')}`;

export function createTransactions(clock: Clock, user: TransactionUser): Transactions {
  const clients = new Map<string, ClientTransaction>();
  const servers = new Map<string, ServerTransaction>();
  /** RFC 3261 section 8.2.2.2: the same request by two ways. By call, number, sender and method, not by looking at all. */
  const merged = new Map<string, string>();

  function receiveRequest(
    { request: bare, envelope: said, fault }: Extract<Parsed, { kind: 'request' }>,
    flow: Flow,
  ): void {
    const via = received(said.via, flow.remote);
    const envelope = { ...said, via };
    const request = withTopVia(bare, via);
    const method = request.method === 'ACK' ? 'INVITE' : request.method;
    const key = serverKey(request, envelope, method);
    const known = servers.get(key);
    if (request.method === 'ACK') {
      if (known !== undefined) known.acknowledged();
      // RFC 3261 section 17: an ACK is never answered, however wrong it is.
      if (fault === null) user.acknowledged(request, envelope);
      return;
    }
    if (known !== undefined) return known.again();
    const back = wayBack(flow, via);
    const refuse = (status: number, more: Parameters<typeof responseTo>[1] = { status }): void =>
      back.send(printMessage(responseTo(request, more, freshTag())));
    if (fault !== null) return refuse(fault.status, fault);
    const wait = servers.size >= MAX_TRANSACTIONS ? 10 : user.overload(flow, request.method);
    if (wait !== null) return refuse(503, { status: 503, fields: [field('retry-after', wait)] });
    const twin = twinKey(request, envelope);
    const isMerged = twin !== null && (merged.get(twin) ?? key) !== key;
    const made = startServerTransaction({ request, envelope, flow, back }, clock, () => {
      servers.delete(key);
      if (twin !== null && merged.get(twin) === key) merged.delete(twin);
    });
    servers.set(key, made);
    if (isMerged) return made.incoming.reply({ status: 482, reason: 'Merged Request' });
    if (twin !== null) merged.set(twin, key);
    if (request.method === 'CANCEL')
      return cancel(made.incoming, servers.get(serverKey(request, envelope, 'INVITE')));
    user.asked(made.incoming);
  }

  return {
    receive: (parsed, flow) => {
      if (parsed.kind === 'request') return receiveRequest(parsed, flow);
      if (parsed.kind === 'garbage') return;
      const { via, cseq } = parsed.envelope;
      // A response that nobody waits for is dropped (RFC 3261 section 18.1.2).
      clients.get(`${branchOf(via)} ${cseq.method}`)?.heard(parsed.response);
    },
    send: (request, flow, hearing, branch = freshBranch()) => {
      const key = `${branch} ${request.method}`;
      if (!flow.isOpen()) return hearing.failed('transport');
      const made = startClientTransaction(withVia(request, flow, branch), {
        flow,
        clock,
        hearing,
        ended: () => clients.delete(key),
      });
      clients.set(key, made);
    },
    sendOnce: (request, flow) => flow.send(printMessage(withVia(request, flow, freshBranch()))),
    count: () => clients.size + servers.size,
    close: () => {
      for (const it of [...clients.values(), ...servers.values()]) it.stop();
      clients.clear();
      servers.clear();
      merged.clear();
    },
  };
}

function cancel(incoming: Incoming, invite: ServerTransaction | undefined): void {
  if (invite === undefined) return incoming.reply({ status: 481 });
  incoming.reply({ status: 200 });
  if (!invite.incoming.isOpen()) return;
  const { onCancel } = invite.incoming;
  invite.incoming.reply({ status: 487 });
  onCancel?.();
}

function withTopVia(request: SipRequest, via: Via): SipRequest {
  const at = request.fields.findIndex((it) => it.name === 'via');
  return { ...request, fields: request.fields.with(at, field('via', printVia(via))) };
}

function withVia(request: SipRequest, flow: Flow, branch: string): SipRequest {
  const { host, port } = flow.via;
  const via: Via = {
    transport: flow.transport,
    host,
    port,
    parameters: [
      { name: 'branch', value: branch },
      { name: 'rport', value: null },
    ],
  };
  return { ...request, fields: [field('via', printVia(via)), ...request.fields] };
}

/** RFC 3261 section 18.2.2: over UDP to the port of the Via, unless RFC 3581 says to where it came from. */
function wayBack(flow: Flow, via: Via): Flow {
  if (flow.at === undefined || parameter(via.parameters, 'rport') !== undefined) return flow;
  return flow.at({ host: flow.remote.host, port: via.port ?? 5060 });
}

function serverKey(request: SipRequest, { via, from, callId, cseq }: Envelope, method: string): string {
  const branch = branchOf(via);
  if (branch.startsWith(COOKIE) && branch.length > COOKIE.length)
    return `${branch} ${via.host}:${via.port ?? ''} ${method}`;
  // RFC 2543 knew no branches that tell.
  return [method, request.uri, callId, cseq.number, tagOf(from), via.host, via.port, branch].join(' ');
}

/** Null: within a dialog requests are told apart by it. */
function twinKey({ method }: SipRequest, { to, from, callId, cseq }: Envelope): string | null {
  return tagOf(to) === null && method !== 'CANCEL'
    ? `${callId} ${cseq.number} ${tagOf(from) ?? ''} ${method}`
    : null;
}
