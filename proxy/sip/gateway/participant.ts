// One call as one participant: what it says is done in the session, what happens there is told to it.
import { randomInt } from 'node:crypto';
import type { SessionState } from '../../../protocol/state.ts';
import type { Refusal } from '../../../protocol/wire.ts';
import type { RunningSession } from '../../registry/running-session.ts';
import type { Effect } from '../../session/effect.ts';
import { mayRule } from '../../session/roles.ts';
import type { Participant } from '../../session/room.ts';
import { createBucket } from '../../sockets/bucket.ts';
import type { Line } from '../body/line.ts';
import { answerTo, describe, originText, type Origin } from '../body/negotiation.ts';
import type { StreamSaid } from '../body/cobrowse-sdp.ts';
import type { Call, CallUser } from '../dialog/call.ts';
import { field, first } from '../message/fields.ts';
import { NO_BODY, type Reply, type SipRequest } from '../message/message.ts';
import type { Incoming } from '../transaction/server-transaction.ts';
import { foreign, readBody, typeOf, warning } from './body.ts';
import { newsOf, relayedLine, snapshot } from './news.ts';
import { createOutbox, type Batch } from './outbox.ts';
import { commandOf } from './spoken.ts';

export interface CallerAround {
  readonly siteProblem: (url: string) => string | null;
  readonly joinUrl: (session: RunningSession, participant: string) => string;
  readonly now: () => number;
}

export interface Caller {
  readonly user: CallUser;
  readonly id: string;
  /** The call is there: from now on it is told of what happens. */
  readonly begin: (call: Call, peer: { readonly isPhone: boolean; readonly host: string }) => void;
  /** Null: done. */
  readonly apply: (lines: readonly Line[]) => Reply | null;
  readonly deliver: (effect: Effect) => void;
  readonly answer: (request: SipRequest, host: string, audio: boolean) => Reply;
  readonly offer: (host: string) => Buffer;
  readonly sendLink: () => void;
}

/** Messages of one call, whatever they are (docs/sip.md). */
const PER_SECOND = 25;
const SDP = [field('content-type', 'application/sdp')];

export function createCaller(
  session: RunningSession,
  who: Participant,
  { siteProblem, joinUrl, now }: CallerAround,
): Caller {
  const bucket = createBucket(PER_SECOND, PER_SECOND * 2, now);
  const join = joinUrl(session, who.id);
  let call: Call | null = null;
  let isPhone = false;
  let origin: Origin = { user: 'cobrowse', id: randomInt(1, 2 ** 40), version: 1, host: '127.0.0.1' };
  let described = '';
  let told: SessionState = session.view();
  let heardSeq = 0;
  let saidSeq = 0;
  let isTelling = true;
  let isApplying = false;
  let isShowing = false;
  const reader = { me: who.id, mayRule: mayRule(who.role) };

  const said = (): StreamSaid => ({
    isNegotiation: true,
    room: session.alias ?? session.id,
    self: who.id,
    join,
    lines: snapshot(session.view()),
  });

  async function deliver({ from, lines }: Batch): Promise<boolean> {
    if (call === null || !isTelling) return false;
    saidSeq += 1;
    const text = describe(origin, {
      isNegotiation: false,
      seq: saidSeq,
      ...(from === null ? {} : { from }),
      lines,
    });
    const answer = await call.ask({
      method: 'INFO',
      fields: [field('info-package', 'cobrowse'), field('content-disposition', 'Info-Package'), ...SDP],
      body: Buffer.from(text),
    });
    // It has no use for them: the call goes on without (RFC 6086 section 4.2.2).
    if (answer !== null && [405, 415, 469, 488, 501].includes(answer.status)) isTelling = false;
    return answer !== null && isTelling;
  }
  const outbox = createOutbox(deliver, () => {
    call?.hangUp('SIP;cause=480;text="Too slow"');
    leave();
  });
  const isListening = (): boolean =>
    call !== null && !call.isOver() && isTelling && call.takesInfo() && !isPhone;

  function leave(): void {
    outbox.close();
    session.attempt(who.id, [{ name: 'leave', body: {} }]);
  }

  function tellNews(except: readonly Line[]): void {
    const view = session.view();
    const own = new Set(except.map((it) => JSON.stringify(it)));
    const news = newsOf(told, view, reader).filter(
      ({ line }) => !own.has(JSON.stringify({ ...line, title: undefined })) && !own.has(JSON.stringify(line)),
    );
    told = view;
    if (isListening()) outbox.push(news);
  }

  function show(): void {
    if (isShowing) return;
    isShowing = true;
    setImmediate(() => {
      isShowing = false;
      tellNews([]);
    });
  }

  function apply(lines: readonly Line[]): Reply | null {
    const view = session.view();
    const spoken = lines.map((it) => commandOf(it, who, view));
    for (const it of spoken) if ('fault' in it) return { status: 400, fields: warning(399, it.fault) };
    const problem = lines
      .map(urlOf)
      .map((it) => (it === null ? null : siteProblem(it)))
      .find((it) => it !== null);
    if (problem !== undefined) return { status: 403, fields: warning(399, problem) };
    isApplying = true;
    const refusal = session.attempt(
      who.id,
      spoken.flatMap((it) => ('command' in it ? [it.command] : [])),
    );
    isApplying = false;
    if (refusal !== null) return refusalReply(refusal);
    // Where it leads was asked for here: only where it leads elsewhere is that news.
    const urls = new Map(
      lines.flatMap((it) => (it.name === 'page' ? [[it.win, new URL(it.url).href] as const] : [])),
    );
    told = { ...told, windows: told.windows.map((it) => ({ ...it, url: urls.get(it.id) ?? it.url })) };
    const kept = session.view();
    const still = newsOf(
      kept,
      { ...kept, windows: kept.windows.map((it) => ({ ...it, url: urls.get(it.id) ?? it.url })) },
      reader,
    );
    tellNews([...lines, ...still.map((it) => it.line)]);
    told = { ...told, windows: told.windows.map((it) => ({ ...it, url: urls.get(it.id) ?? it.url })) };
    return null;
  }

  function synchronise(request: SipRequest): Reply {
    const read = readBody(request);
    if ('refusal' in read) return read.refusal;
    if (read.stream === null) return { status: 488, fields: warning(304, 'There is no cobrowse stream') };
    const { seq, lines } = read.stream;
    if (seq !== undefined && seq <= heardSeq) return { status: 200 };
    const refused = apply(lines);
    if (refused === null) heardSeq = seq ?? heardSeq;
    return refused ?? { status: 200 };
  }

  function hear(incoming: Incoming): void {
    const { request } = incoming;
    if (!bucket.take()) return incoming.reply({ status: 503, fields: [field('retry-after', 1)] });
    const answer = request.method === 'INFO' ? hearInfo(request) : hearMessage(request);
    // First the answer, then what comes of it: whoever ends the session still hears that it was done.
    incoming.reply(answer);
  }

  function hearInfo(request: SipRequest): Reply {
    const named = first(request.fields, 'info-package');
    if (named !== undefined && named.split(';')[0]?.trim().toLowerCase() !== 'cobrowse')
      return { status: 469, fields: [field('recv-info', 'cobrowse')] };
    return request.body.length === 0 ? { status: 200 } : synchronise(request);
  }

  function hearMessage(request: SipRequest): Reply {
    const refusal = foreign(request, ['application/sdp', 'text/plain']);
    if (refusal !== null || request.body.length === 0) return refusal ?? { status: 200 };
    if (typeOf(request) === 'application/sdp') return synchronise(request);
    const text = request.body.toString('utf8').slice(0, 4_000).trim();
    const refused = text === '' ? null : session.attempt(who.id, [{ name: 'chat', body: { text } }]);
    return refused === null ? { status: 200 } : refusalReply(refused);
  }

  function described_(text: string): Buffer {
    // RFC 3264 section 8: another text, the next version.
    const bare = text.replace(originText(origin), '');
    if (described !== '' && described !== bare) origin = { ...origin, version: origin.version + 1 };
    described = bare;
    return Buffer.from(text.replace(/^o=.*$/m, `o=${originText(origin)}`));
  }

  return {
    id: who.id,
    begin: (begun, peer) => {
      call = begun;
      isPhone = peer.isPhone;
      // What the answer said stands; what has happened since is told.
      tellNews([]);
    },
    apply,
    offer: (host) => {
      origin = { ...origin, host };
      return described_(describe(origin, said()));
    },
    answer: (request, host, audio) => {
      origin = { ...origin, host };
      told = session.view();
      if (request.body.length === 0)
        return { status: 200, fields: SDP, body: described_(describe(origin, said())) };
      const read = readBody(request);
      if ('refusal' in read) return read.refusal;
      const stream = read.stream === null ? null : said();
      return { status: 200, fields: SDP, body: described_(answerTo(read.sdp, origin, { stream, audio })) };
    },
    sendLink,
    deliver: (effect) => {
      switch (effect.type) {
        case 'show':
          return show();
        case 'relay': {
          // What was said in the call itself is no news to it; what its own browser does is.
          if (isApplying && effect.relayed.from === who.id) return;
          const line = isListening() ? relayedLine(effect.relayed) : null;
          if (line !== null) outbox.push([{ line, from: effect.relayed.from }]);
          return;
        }
        case 'refuse':
          if (effect.to === who.id && effect.refusal.name === 'control.request' && isListening())
            outbox.push([{ line: { name: 'control', op: 'deny', to: who.id, from: null }, from: null }]);
          return;
        case 'dismiss':
          if (effect.participant === who.id && call?.isOver() === false)
            call.hangUp(`SIP;cause=200;text="${effect.reason}"`);
          return;
        case 'close':
          return farewell(effect.reason);
        case 'ceded':
          // A call stays where it was made to: whoever goes on with the session does so without it.
          if (call?.isOver() === false)
            call.hangUp('SIP;cause=480;text="The session has moved to another node"');
          return;
        case 'record':
        case 'chat':
        case 'forget':
          return;
      }
    },
    user: {
      told: hear,
      acknowledged: (ack) => {
        if (isPhone) return void setImmediate(sendLink);
        if (ack.body.length === 0) return;
        const read = readBody(ack);
        // The answer to our offer: without the stream there is nothing to do together.
        if ('refusal' in read || read.stream === null) {
          call?.hangUp('SIP;cause=488;text="No cobrowse stream"');
          leave();
        }
      },
      description: () => described_(describe(origin, said())),
      offered: (request) => {
        if (request.body.length === 0)
          return request.method === 'INVITE'
            ? { status: 200, fields: SDP, body: described_(describe(origin, said())) }
            : { status: 200, body: NO_BODY };
        const read = readBody(request);
        if ('refusal' in read) return read.refusal;
        if (read.stream === null && !isPhone)
          return { status: 488, fields: warning(304, 'There is no cobrowse stream') };
        const refused = read.stream === null ? null : apply(read.stream.lines);
        if (refused !== null) return refused;
        const stream = read.stream === null ? null : said();
        return {
          status: 200,
          fields: SDP,
          body: described_(answerTo(read.sdp, origin, { stream, audio: isPhone })),
        };
      },
      ended: () => leave(),
    },
  };

  function sendLink(): void {
    if (call === null || call.isOver() || call.allows('MESSAGE') === false) return;
    void call.ask({
      method: 'MESSAGE',
      fields: [field('content-type', 'text/plain;charset=UTF-8')],
      body: Buffer.from(`Browse along: ${join}`),
    });
  }

  function farewell(reason: string): void {
    const over = call;
    if (over === null || over.isOver()) return;
    const bye = (): void => {
      outbox.close();
      over.hangUp(`SIP;cause=200;text="${reason}"`);
    };
    if (!isListening()) return bye();
    outbox.push([{ line: { name: 'terminate', reason }, from: null }]);
    outbox.whenIdle(bye);
  }
}

function urlOf(line: Line): string | null {
  if (line.name === 'page') return line.url;
  return line.name === 'window' ? line.url : null;
}

/** What ends no dialog (RFC 5057), whatever was refused. */
function refusalReply({ reason, message }: Refusal): Reply {
  const fields = warning(399, message);
  if (reason === 'unknown-window' || reason === 'bad-command') return { status: 400, fields };
  if (reason === 'nobody-live') return { status: 503, fields: [...fields, field('retry-after', 5)] };
  return { status: 403, fields };
}
