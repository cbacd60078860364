// A cobrowse-aware user agent: dials, tells of what is said to it, and says commands.
import { randomInt } from 'node:crypto';
import { readStream, type CobrowseStream } from '../body/cobrowse-sdp.ts';
import type { Line } from '../body/line.ts';
import { answerTo, describe, type Origin } from '../body/negotiation.ts';
import { parseSdp } from '../body/sdp.ts';
import type { Call, CallUser } from '../dialog/call.ts';
import type { Account } from '../digest/answer.ts';
import { field, first } from '../message/fields.ts';
import type { Reply, SipRequest, SipResponse } from '../message/message.ts';
import { wallClock } from '../transaction/clock.ts';
import type { Listening } from '../transport/transports.ts';
import { startUserAgent, type UserAgent } from '../user-agent.ts';

export type Heard =
  | { readonly type: 'answered'; readonly stream: CobrowseStream | null }
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }
  | { readonly type: 'command'; readonly line: Line; readonly from: string | null }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'ended' };

export interface ClientOptions {
  readonly listening: readonly Listening[];
  /** `sip:alice@pbx.example`. */
  readonly from: string;
  readonly account: Account | null;
  readonly proxy: string | null;
  readonly isTrusting: boolean;
  readonly heard: (heard: Heard) => void;
  /** Whether calls that come in are taken. */
  readonly isCallable: boolean;
}
export interface CobrowseClient {
  readonly agent: UserAgent;
  readonly dial: (uri: string, lines: readonly Line[]) => void;
  /** The status it is answered with; null: none came, or there is no call. */
  readonly say: (lines: readonly Line[], seq?: number) => Promise<number | null>;
  readonly hangUp: () => void;
  readonly close: () => Promise<void>;
}

const SDP = [field('content-type', 'application/sdp')];

export async function startClient({ listening, heard, ...options }: ClientOptions): Promise<CobrowseClient> {
  const [, user = 'agent'] = /^sips?:([^@]+)@/.exec(options.from) ?? [];
  let call: Call | null = null;
  let cancel = (): void => undefined;
  let seq = 0;
  const agent = await startUserAgent({
    transports: { listening, address: '', secret: null, isTrusting: options.isTrusting },
    clock: wallClock,
    account: options.account,
    proxy: options.proxy,
    fault: (error) => {
      throw error;
    },
    asked: (incoming) => {
      const { request } = incoming;
      if (request.method === 'OPTIONS') return incoming.reply({ status: 200 });
      if (request.method === 'MESSAGE') {
        heard({ type: 'text', text: request.body.toString('utf8') });
        return incoming.reply({ status: 200 });
      }
      if (request.method !== 'INVITE')
        return incoming.reply({ status: 405, fields: [field('allow', 'INVITE, MESSAGE')] });
      if (call !== null || !options.isCallable) return incoming.reply({ status: 486 });
      const stream = streamIn(request.body);
      if (stream === null) return incoming.reply({ status: 488 });
      call = agent.accept(incoming, user, callUser, () => answer(request));
      if (call !== null) heard({ type: 'answered', stream });
    },
  });
  const origin: Origin = {
    user: 'agent',
    id: randomInt(1, 2 ** 40),
    version: 1,
    host: agent.endpoint.transports.around.advertised,
  };

  function answer(request: SipRequest): Reply {
    const read = parseSdp(request.body.toString('utf8'));
    if ('fault' in read) return { status: 488 };
    const body = answerTo(read.sdp, origin, { stream: { isNegotiation: true, lines: [] }, audio: false });
    return { status: 200, fields: SDP, body: Buffer.from(body) };
  }
  const over = (): void => {
    if (call === null) return;
    call = null;
    heard({ type: 'ended' });
  };
  const callUser: CallUser = {
    told: (incoming) => {
      const { request } = incoming;
      incoming.reply({ status: 200 });
      if ((first(request.fields, 'content-type') ?? '').startsWith('text/plain'))
        return heard({ type: 'text', text: request.body.toString('utf8') });
      const stream = streamIn(request.body);
      for (const line of stream?.lines ?? []) heard({ type: 'command', line, from: stream?.from ?? null });
    },
    offered: (request) => (request.body.length === 0 ? { status: 200 } : answer(request)),
    description: () => Buffer.from(describe(origin, { isNegotiation: true, lines: [] })),
    acknowledged: () => undefined,
    ended: over,
  };

  return {
    agent,
    dial: (uri, lines) => {
      const dialled = agent.dial({
        uri,
        from: options.from,
        contact: user,
        fields: SDP,
        body: Buffer.from(describe(origin, { isNegotiation: true, lines })),
        user: callUser,
      });
      cancel = dialled.cancel;
      void dialled.end.then((end) => {
        if ('refused' in end)
          return heard({ type: 'refused', status: end.refused?.status ?? 408, reason: whyNot(end.refused) });
        call = end.call;
        heard({ type: 'answered', stream: streamIn(end.response.body) });
      });
    },
    say: async (lines, number) => {
      if (call === null) return null;
      seq = number ?? seq + 1;
      const body = describe(origin, { isNegotiation: false, seq, lines });
      const answered = await call.ask({
        method: 'INFO',
        fields: [field('info-package', 'cobrowse'), field('content-disposition', 'Info-Package'), ...SDP],
        body: Buffer.from(body),
      });
      return answered?.status ?? null;
    },
    hangUp: () => {
      if (call === null) return cancel();
      call.hangUp();
      over();
    },
    close: () => agent.close(),
  };
}

function streamIn(body: Buffer): CobrowseStream | null {
  const read = parseSdp(body.toString('utf8'));
  if ('fault' in read) return null;
  const stream = readStream(read.sdp);
  return 'stream' in stream ? stream.stream : null;
}

function whyNot(response: SipResponse | null): string {
  if (response === null) return 'No answer';
  return first(response.fields, 'warning') ?? response.reason;
}
