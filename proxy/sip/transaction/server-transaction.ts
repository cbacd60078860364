// One request of a peer, and our answer to it.
import { randomBytes } from 'node:crypto';
import type { Envelope } from '../message/envelope.ts';
import { printMessage, responseTo, type Reply, type SipRequest } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import type { Clock } from './clock.ts';
import { runMachine } from './running.ts';
import { startServer, stepInviteServer, stepOtherServer } from './server-machine.ts';

export interface Incoming {
  readonly request: SipRequest;
  readonly envelope: Envelope;
  readonly flow: Flow;
  /** Ours in every response but 100, where the request has none. */
  readonly tag: string;
  readonly reply: (reply: Reply) => void;
  /** Whether there may still be a final answer. */
  readonly isOpen: () => boolean;
  /** Called when a CANCEL comes while that is so. */
  onCancel: (() => void) | null;
}

export interface ServerTransaction {
  readonly incoming: Incoming;
  readonly again: () => void;
  readonly acknowledged: () => void;
  readonly stop: () => void;
}

/** 64 random bits: nobody else can speak for this dialog by guessing (RFC 3261 section 19.3 asks for 32). */
export const freshTag = (): string => randomBytes(8).toString('hex');

export function startServerTransaction(
  {
    request,
    envelope,
    flow,
    back,
  }: Pick<Incoming, 'request' | 'envelope' | 'flow'> & { readonly back: Flow },
  clock: Clock,
  ended: () => void,
): ServerTransaction {
  const isInvite = request.method === 'INVITE';
  const step = isInvite ? stepInviteServer : stepOtherServer;
  const tag = freshTag();
  let last: Buffer | null = null;
  let isOpen = true;
  const running = runMachine(startServer(isInvite, back.isReliable), clock, {
    rung: (it, timer) => step(it, { on: 'timer', timer }),
    doing: {
      send: () => {
        if (last !== null) back.send(last);
      },
      acknowledge: () => undefined,
      tell: () => undefined,
      timeOut: () => undefined,
      end: ended,
    },
  });
  return {
    incoming: {
      request,
      envelope,
      flow,
      tag,
      isOpen: () => isOpen,
      onCancel: null,
      reply: (reply) => {
        const isSuccessAgain = !isOpen && reply.status >= 200 && reply.status < 300;
        if (!isOpen && !isSuccessAgain) return;
        if (reply.status >= 200) isOpen = false;
        last = printMessage(responseTo(request, reply, tag));
        running.take((it) => step(it, { on: 'reply', status: reply.status }));
      },
    },
    again: () => running.take((it) => step(it, { on: 'request' })),
    acknowledged: () => running.take((it) => step(it, { on: 'ack' })),
    stop: running.stop,
  };
}
