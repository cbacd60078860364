// An INVITE's dialog while it lasts, from either end: its requests, its refreshes, its end.
import type { Envelope } from '../message/envelope.ts';
import { all, field, first, tokens, type Fields } from '../message/fields.ts';
import type { Reply, SipRequest, SipResponse } from '../message/message.ts';
import { contactOf, type Endpoint } from '../endpoint.ts';
import type { Clock } from '../transaction/clock.ts';
import type { Incoming } from '../transaction/server-transaction.ts';
import type { Flow } from '../transport/flow.ts';
import { dialogKey, hear, requestIn, retarget, type Dialog, type InDialog } from './dialog.ts';
import { insist } from './insisting.ts';
import { agree, agreedBy, dueIn, refreshing, type Interval } from './session-timer.ts';

export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, MESSAGE';
export const CAPABLE: Fields = [
  field('allow', ALLOW),
  field('supported', 'timer'),
  field('recv-info', 'cobrowse'),
];

export interface CallUser {
  /** INFO or MESSAGE: to be answered. */
  readonly told: (incoming: Incoming) => void;
  /** An offer within the call, or none where the body is empty; the answer to it. */
  readonly offered: (request: SipRequest) => Reply;
  /** Our own description as it stands, for a refresh by re-INVITE. */
  readonly description: () => Buffer;
  /** The other end's ACK; its body is the answer where we made the offer. */
  readonly acknowledged: (ack: SipRequest) => void;
  /** `lost`: nothing comes from the other end any more. */
  readonly ended: (why: 'bye' | 'lost') => void;
}

export interface Call {
  readonly key: string;
  /** Whether the other end says that it takes this method; unknown where it said nothing. */
  readonly allows: (method: string) => boolean | null;
  readonly takesInfo: () => boolean;
  readonly isOver: () => boolean;
  /** Null: no answer came. */
  readonly ask: (request: InDialog) => Promise<SipResponse | null>;
  /** Says BYE; `ended` is not called for it. */
  readonly hangUp: (reason?: string) => void;
  /** A request within it. */
  readonly receive: (incoming: Incoming) => void;
  readonly acknowledge: (ack: SipRequest, envelope: Envelope) => void;
}

export interface CallGround {
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly user: CallUser;
  /** The user part of our Contact. */
  readonly contact: string;
  readonly forget: (key: string) => void;
}

export interface CallStart {
  readonly dialog: Dialog;
  readonly flow: Flow;
  /** What the other end said of itself: its INVITE, or its 2xx. */
  readonly fields: Fields;
  readonly interval: Interval | null;
}

/** What a failed request in a dialog does to the dialog (RFC 3261 section 12.2.1.2, RFC 5057). */
const DEADLY: ReadonlySet<number> = new Set([404, 410, 416, 482, 483, 484, 485, 502, 604]);

export function startCall(
  start: CallStart,
  { endpoint, clock, user, contact, forget }: CallGround,
): Call & {
  readonly answer: (incoming: Incoming, reply: Reply) => void;
} {
  const key = dialogKey(start.dialog.callId, start.dialog.localTag, start.dialog.remoteTag);
  const allowed = tokens(start.fields, 'allow');
  const infoPackages = new Set([...tokens(start.fields, 'recv-info')]);
  let { dialog, flow } = start;
  let isOver = false;
  /** Our INVITE is on its way, or theirs is not answered. */
  let isInviting = false;
  let insisting: { readonly seq: number; readonly stop: () => void } | null = null;
  let wantsBye: string | null = null;
  let stopTimer = (): void => undefined;

  function over(why: 'bye' | 'lost' | null): void {
    if (isOver) return;
    isOver = true;
    stopTimer();
    insisting?.stop();
    forget(key);
    if (why !== null) user.ended(why);
  }

  function watch(interval: Interval | null): void {
    stopTimer();
    if (interval === null || isOver) return;
    stopTimer = clock.after(dueIn(interval), () => {
      if (interval.isOurs) return void refresh(interval);
      bye('SIP;cause=408;text="Session timer expired"');
      over('lost');
    });
  }

  async function refresh(interval: Interval): Promise<void> {
    const fields = [...CAPABLE, ...refreshing(interval)];
    const byUpdate = allowed.has('update');
    const response = await ask(
      byUpdate
        ? { method: 'UPDATE', fields }
        : {
            method: 'INVITE',
            fields: [...fields, field('content-type', 'application/sdp')],
            body: user.description(),
          },
    );
    if (isOver) return;
    if (response !== null && response.status < 300) return watch(agreedBy(response.fields));
    // RFC 4028 section 10: not refreshed, it ends; whoever is merely busy is asked again.
    if (response?.status === 491 || response?.status === 500) return watch({ ...interval, isOurs: true });
    bye('SIP;cause=408;text="Session timer expired"');
    over('lost');
  }

  function ask(asked: InDialog): Promise<SipResponse | null> {
    if (isOver) return Promise.resolve(null);
    const made = requestIn(dialog, asked);
    dialog = made.dialog;
    const isInvite = asked.method === 'INVITE';
    const isTarget = isInvite || asked.method === 'UPDATE';
    if (isInvite) isInviting = true;
    return new Promise((done) => {
      endpoint.send({
        ...made,
        known: flow,
        ...(isTarget ? { contact } : {}),
        hearing: {
          response: (response) => {
            if (response.status < 200) return;
            if (isInvite) isInviting = false;
            if (response.status < 300) dialog = retarget(dialog, asked.method, response.fields);
            if (isInvite && response.status < 300) acknowledgeTheirs(made.request);
            fatal(response.status);
            done(response);
          },
          failed: () => {
            if (isInvite) isInviting = false;
            if (asked.method !== 'BYE') {
              bye('SIP;cause=408');
              over('lost');
            }
            done(null);
          },
        },
      });
    });
  }

  function fatal(status: number): void {
    if (status === 408) bye('SIP;cause=408');
    if (status === 481 || status === 408 || DEADLY.has(status)) over('lost');
  }

  function acknowledgeTheirs(invite: SipRequest): void {
    const seq = Number.parseInt(first(invite.fields, 'cseq') ?? '0', 10);
    const ack = requestIn(dialog, { method: 'ACK', seq });
    endpoint.sendOnce(ack.request, ack.hop, flow);
  }

  function bye(reason?: string): void {
    if (isOver) return;
    void ask({ method: 'BYE', fields: reason === undefined ? [] : [field('reason', reason)] });
  }

  function answer(incoming: Incoming, reply: Reply): void {
    const said: Reply = {
      ...reply,
      fields: [
        field('contact', contactOf(contact, incoming.flow)),
        ...CAPABLE,
        ...(incoming.request.method === 'INVITE'
          ? all(incoming.request.fields, 'record-route').map((it) => field('record-route', it))
          : []),
        ...(reply.fields ?? []),
      ],
    };
    if (incoming.request.method !== 'INVITE' || reply.status >= 300) return incoming.reply(said);
    const { number } = incoming.envelope.cseq;
    const stop = insist(
      clock,
      () => incoming.reply(said),
      () => {
        // Nobody acknowledged: the session is over (RFC 3261 section 13.3.1.4).
        insisting = null;
        bye('SIP;cause=408;text="No ACK"');
        over('lost');
      },
    );
    insisting = { seq: number, stop };
  }

  function renegotiate(incoming: Incoming): void {
    const { request } = incoming;
    if (request.method === 'INVITE' && insisting !== null)
      return incoming.reply({ status: 500, fields: [field('retry-after', 2)] });
    if (isInviting) return incoming.reply({ status: 491 });
    const agreed = agree(request.fields);
    if ('tooSmall' in agreed) return incoming.reply({ status: 422, fields: agreed.tooSmall });
    const reply = user.offered(request);
    if (reply.status >= 300) return incoming.reply(reply);
    flow = incoming.flow;
    watch(agreed.interval);
    answer(incoming, { ...reply, fields: [...(reply.fields ?? []), ...agreed.fields] });
  }

  watch(start.interval);
  flow.onGone(() => {
    // RFC 7118: a WebSocket peer listens nowhere, so that nobody can call it back.
    if (!isOver && !flow.isOpen() && flow.transport.startsWith('WS')) over('lost');
  });
  return {
    key,
    answer,
    allows: (method) => (allowed.size === 0 ? null : allowed.has(method.toLowerCase())),
    takesInfo: () => infoPackages.has('cobrowse'),
    isOver: () => isOver,
    ask,
    hangUp: (reason) => {
      // RFC 3261 section 15: the called end waits for the ACK with its BYE.
      if (insisting !== null) {
        wantsBye = reason ?? '';
        return;
      }
      bye(reason);
      over(null);
    },
    acknowledge: (ack, { cseq }) => {
      if (insisting?.seq !== cseq.number) return;
      insisting.stop();
      insisting = null;
      user.acknowledged(ack);
      if (wantsBye === null) return;
      bye(wantsBye === '' ? undefined : wantsBye);
      over(null);
    },
    receive: (incoming) => {
      const { request } = incoming;
      const heard = hear(dialog, request);
      if (heard === null) return incoming.reply({ status: 500, reason: 'CSeq is not above the last' });
      dialog = heard;
      switch (request.method) {
        case 'BYE':
          incoming.reply({ status: 200 });
          return over('bye');
        case 'INVITE':
        case 'UPDATE':
          return renegotiate(incoming);
        case 'INFO':
        case 'MESSAGE':
          return user.told(incoming);
        case 'OPTIONS':
          return incoming.reply({ status: 200, fields: [...CAPABLE, field('accept', 'application/sdp')] });
        default:
          return incoming.reply(unknownMethod(request.method));
      }
    },
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  'PRACK',
  'REFER',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'REGISTER',
  'ACK',
  'CANCEL',
]);

export const unknownMethod = (method: string): Reply => ({
  status: KNOWN.has(method) ? 405 : 501,
  fields: [field('allow', ALLOW)],
});
