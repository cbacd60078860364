// A SIP user agent without an opinion: calls in both directions, and requests beside them. Gateway and client stand on it.
import { answerChallenge, type Account } from './digest/answer.ts';
import {
  startCall,
  CAPABLE,
  unknownMethod,
  type Call,
  type CallGround,
  type CallUser,
} from './dialog/call.ts';
import { answeredDialog, calledDialog, dialogKey, requestIn } from './dialog/dialog.ts';
import { agree, agreedBy } from './dialog/session-timer.ts';
import { createEndpoint, type Endpoint, type Outgoing } from './endpoint.ts';
import { all, field, first, type Field, type Fields } from './message/fields.ts';
import { NO_BODY, type Reply, type SipRequest, type SipResponse } from './message/message.ts';
import { tagOf } from './message/name-address.ts';
import type { Clock } from './transaction/clock.ts';
import { freshTag, type Incoming } from './transaction/server-transaction.ts';
import type { Flow } from './transport/flow.ts';
import type { TransportOptions } from './transport/transports.ts';

export interface UserAgentOptions {
  readonly transports: Omit<TransportOptions, 'receive' | 'caps'>;
  readonly clock: Clock;
  /** Requests outside of calls, INVITEs among them: to be answered. */
  readonly asked: (incoming: Incoming) => void;
  /** For challenges to our own requests. */
  readonly account: Account | null;
  /** Every request of ours outside of a call goes by this URI; null: straight to where it is meant for. */
  readonly proxy: string | null;
  readonly fault: (error: unknown, what: string) => void;
}

export interface Asked {
  readonly method: string;
  readonly uri: string;
  /** From: a URI, with a display name perhaps. */
  readonly from: string;
  readonly fields?: Fields;
  readonly body?: Buffer;
  readonly contact?: string;
}
export interface Dialled extends Omit<Asked, 'method' | 'contact'> {
  readonly contact: string;
  readonly user: CallUser;
  readonly progress?: (response: SipResponse) => void;
}
export type DialEnd =
  { readonly call: Call; readonly response: SipResponse } | { readonly refused: SipResponse | null };
export interface Dialling {
  readonly end: Promise<DialEnd>;
  readonly cancel: () => void;
}

export interface UserAgent {
  readonly endpoint: Endpoint;
  /** Null: no answer came. */
  readonly ask: (asked: Asked) => Promise<SipResponse | null>;
  readonly dial: (dialled: Dialled) => Dialling;
  /** Answers an INVITE with a 2xx; what stands against it is answered instead, and the call is null. */
  readonly accept: (
    incoming: Incoming,
    contact: string,
    user: CallUser,
    reply: (call: Call) => Reply,
  ) => Call | null;
  readonly close: () => Promise<void>;
}

/** Nobody answers: a phone that rings is left alone after this. */
const RING_MS = 180_000;

export async function startUserAgent(options: UserAgentOptions): Promise<UserAgent> {
  const { clock } = options;
  const calls = new Map<string, ReturnType<typeof startCall>>();
  let isClosing = false;

  const endpoint: Endpoint = await createEndpoint(options.transports, clock, {
    isClosing: () => isClosing,
    asked: (incoming) => {
      try {
        receive(incoming);
      } catch (error) {
        options.fault(error, 'a SIP request failed');
        incoming.reply({ status: 500 });
      }
    },
    acknowledged: (request, envelope) => {
      const call = calls.get(keyOf(envelope));
      try {
        call?.acknowledge(request, envelope);
      } catch (error) {
        options.fault(error, 'an ACK failed');
      }
    },
  });

  function receive(incoming: Incoming): void {
    const { request, envelope } = incoming;
    const required = all(request.fields, 'require').filter((it) => it.toLowerCase() !== 'timer');
    if (required.length > 0)
      return incoming.reply({ status: 420, fields: required.map((it) => field('unsupported', it)) });
    if (tagOf(envelope.to) === null) return options.asked(incoming);
    const call = calls.get(keyOf(envelope));
    if (call === undefined) {
      // A method that nobody knows is told so, in a dialog or not.
      const unknown = unknownMethod(request.method);
      const isKnown = / ?(INVITE|BYE|INFO|UPDATE|MESSAGE|OPTIONS)$/.test(request.method);
      return incoming.reply(isKnown || unknown.status === 405 ? { status: 481 } : unknown);
    }
    call.receive(incoming);
  }

  const ground = (contact: string, user: CallUser): CallGround => ({
    endpoint,
    clock,
    user,
    contact,
    forget: (key) => void calls.delete(key),
  });

  function fresh({ method, uri, from, fields = [], body = NO_BODY }: Asked): SipRequest {
    return {
      kind: 'request',
      method,
      uri,
      fields: [
        field('max-forwards', 70),
        field('from', `${from.includes('<') ? from : `<${from}>`};tag=${freshTag()}`),
        field('to', `<${uri}>`),
        field('call-id', `${freshTag()}${freshTag()}`),
        field('cseq', `1 ${method}`),
        ...(options.proxy === null ? [] : [field('route', `<${options.proxy};lr>`)]),
        ...fields,
      ],
      body,
    };
  }

  /** Again with credentials where these are wanted, once. */
  function proven(request: SipRequest, response: SipResponse): SipRequest | null {
    const isTried = request.fields.some(({ name }) => name.endsWith('authorization'));
    if ((response.status !== 401 && response.status !== 407) || options.account === null || isTried)
      return null;
    const proof = answerChallenge(response, request, options.account);
    return proof === null ? null : withNextSeq({ ...request, fields: [...request.fields, proof] });
  }

  const outgoing = (request: SipRequest): Pick<Outgoing, 'request' | 'hop' | 'known'> => ({
    request,
    hop: options.proxy ?? request.uri,
    known: null,
  });

  function ask(asked: Asked): Promise<SipResponse | null> {
    return new Promise((done) => {
      const attempt = (request: SipRequest): void => {
        endpoint.send({
          ...outgoing(request),
          ...(asked.contact === undefined ? {} : { contact: asked.contact }),
          hearing: {
            response: (response) => {
              if (response.status < 200) return;
              const again = proven(request, response);
              if (again === null) done(response);
              else attempt(again);
            },
            failed: () => done(null),
          },
        });
      };
      attempt(fresh(asked));
    });
  }

  function dial(dialled: Dialled): Dialling {
    let isRinging = false;
    let isCancelled = false;
    let cancel = (): void => undefined;
    const giveUp = (): void => {
      isCancelled = true;
      if (isRinging) cancel();
    };
    const end = new Promise<DialEnd>((done) => {
      const attempt = (request: SipRequest): void => {
        let made: ReturnType<typeof startCall> | null = null;
        const stopRinging = clock.after(RING_MS, giveUp);
        const sent = endpoint.send({
          ...outgoing(request),
          contact: dialled.contact,
          hearing: {
            response: (response) => {
              if (response.status < 200) {
                isRinging = true;
                if (isCancelled) sent.cancel();
                return dialled.progress?.(response);
              }
              stopRinging();
              if (response.status >= 300) {
                const again = isCancelled ? null : proven(request, response);
                return again === null ? done({ refused: response }) : attempt(again);
              }
              made = connected(request, response, made);
              if (made === null) return done({ refused: response });
              if (isCancelled) made.hangUp();
              done({ call: made, response });
            },
            failed: () => {
              stopRinging();
              done({ refused: null });
            },
          },
        });
        cancel = sent.cancel;
      };
      const connected = (
        request: SipRequest,
        response: SipResponse,
        made: ReturnType<typeof startCall> | null,
      ): ReturnType<typeof startCall> | null => {
        const dialog = calledDialog(request, response);
        if (dialog === null) return made;
        const seq = Number.parseInt(first(request.fields, 'cseq') ?? '1', 10);
        const ack = requestIn(dialog, { method: 'ACK', seq });
        endpoint.sendOnce(ack.request, ack.hop, null);
        if (made !== null) {
          // Another phone of the same callee answered as well: once is enough (RFC 3261 section 13.2.2.4).
          if (made.key !== dialogKey(dialog.callId, dialog.localTag, dialog.remoteTag)) {
            const bye = requestIn(dialog, { method: 'BYE' });
            endpoint.send({
              ...bye,
              known: null,
              hearing: { response: () => undefined, failed: () => undefined },
            });
          }
          return made;
        }
        const start = { dialog, flow: NOWHERE, fields: response.fields, interval: agreedBy(response.fields) };
        const call = startCall(start, ground(dialled.contact, dialled.user));
        calls.set(call.key, call);
        return call;
      };
      attempt(fresh({ ...dialled, method: 'INVITE', fields: [...CAPABLE, ...(dialled.fields ?? [])] }));
    });
    return { end, cancel: giveUp };
  }

  return {
    endpoint,
    ask,
    dial,
    accept: (incoming, contact, user, reply) => {
      const { request, tag, flow } = incoming;
      const agreed = agree(request.fields);
      const dialog = answeredDialog(request, tag);
      if (dialog === null || 'tooSmall' in agreed) {
        incoming.reply(
          'tooSmall' in agreed
            ? { status: 422, fields: agreed.tooSmall }
            : { status: 400, reason: 'Missing Contact' },
        );
        return null;
      }
      const call = startCall(
        { dialog, flow, fields: request.fields, interval: agreed.interval },
        ground(contact, user),
      );
      calls.set(call.key, call);
      const said = reply(call);
      call.answer(incoming, { ...said, fields: [...agreed.fields, ...(said.fields ?? [])] });
      return call;
    },
    close: async () => {
      isClosing = true;
      for (const call of [...calls.values()]) call.hangUp('SIP;cause=503;text="Shutting down"');
      // One turn of the loop, so that what was said last leaves.
      await new Promise((done) => setImmediate(done));
      await endpoint.close();
    },
  };
}

const keyOf = ({ callId, to, from }: Incoming['envelope']): string =>
  dialogKey(callId, tagOf(to) ?? '', tagOf(from) ?? '');

function withNextSeq(request: SipRequest): SipRequest {
  const next = (it: Field): Field =>
    it.name === 'cseq' ? field('cseq', `${Number.parseInt(it.value, 10) + 1} ${request.method}`) : it;
  return { ...request, fields: request.fields.map(next) };
}

/** A call of ours has no connection of its own: each request finds its way by the dialog. */
const NOWHERE: Flow = {
  transport: 'TCP',
  remote: { host: '', port: 0 },
  via: { host: '', port: 0 },
  contact: { host: '', port: 0 },
  isReliable: true,
  isOpen: () => false,
  send: () => undefined,
  onGone: () => undefined,
};
