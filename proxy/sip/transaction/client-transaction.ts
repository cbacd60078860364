// One request of ours until it is answered for good.
import { first, without, type Field } from '../message/fields.ts';
import { NO_BODY, printMessage, type SipRequest, type SipResponse } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import { startClient, stepInviteClient, stepOtherClient } from './client-machine.ts';
import type { Clock } from './clock.ts';
import { runMachine } from './running.ts';

export interface Hearing {
  /** Provisional ones, the final one, and every further 2xx to an INVITE. */
  readonly response: (response: SipResponse) => void;
  /** Nothing came (RFC 3261 section 8.1.3.1: as if it were 408), or nothing could be sent. */
  readonly failed: (why: 'timeout' | 'transport') => void;
}

export interface ClientTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly heard: (response: SipResponse) => void;
  readonly stop: () => void;
}

export function startClientTransaction(
  request: SipRequest,
  {
    flow,
    clock,
    hearing,
    ended,
  }: {
    readonly flow: Flow;
    readonly clock: Clock;
    readonly hearing: Hearing;
    readonly ended: () => void;
  },
): ClientTransaction {
  const isInvite = request.method === 'INVITE';
  const step = isInvite ? stepInviteClient : stepOtherClient;
  const bytes = printMessage(request);
  let last: SipResponse | null = null;

  const [machine, outputs] = startClient(isInvite, flow.isReliable);
  const running = runMachine(machine, clock, {
    rung: (it, timer) => step(it, { on: 'timer', timer }),
    doing: {
      send: () => flow.send(bytes),
      acknowledge: () => {
        if (last !== null) flow.send(printMessage(acknowledgement(request, last)));
      },
      tell: () => {
        if (last !== null) hearing.response(last);
      },
      timeOut: () => hearing.failed('timeout'),
      end: ended,
    },
  });
  running.take((it) => [it, outputs]);
  return {
    request,
    flow,
    heard: (response) => {
      last = response;
      running.take((it) => step(it, { on: 'response', status: response.status }));
    },
    stop: running.stop,
  };
}

/** RFC 3261 section 17.1.1.3: of the same branch, to whoever refused. */
function acknowledgement(request: SipRequest, response: SipResponse): SipRequest {
  const to: Field = { name: 'to', value: first(response.fields, 'to') ?? first(request.fields, 'to') ?? '' };
  const number = /^\d+/.exec(first(request.fields, 'cseq') ?? '')?.[0] ?? '1';
  const kept = request.fields.filter(({ name }) =>
    ['from', 'call-id', 'route', 'max-forwards'].includes(name),
  );
  const via = request.fields.find((it) => it.name === 'via');
  return {
    ...request,
    method: 'ACK',
    fields: [
      ...(via === undefined ? [] : [via]),
      ...without(kept, 'via'),
      to,
      { name: 'cseq', value: `${number} ACK` },
    ],
    body: NO_BODY,
  };
}
