// Calling somebody into a session: by INVITE, and by a text message with the link where that is not understood.
import type { RunningSession } from '../../registry/running-session.ts';
import { readStream } from '../body/cobrowse-sdp.ts';
import { parseSdp } from '../body/sdp.ts';
import type { Account } from '../digest/answer.ts';
import { field } from '../message/fields.ts';
import type { SipResponse } from '../message/message.ts';
import { parseSipUri, userOf } from '../message/sip-uri.ts';
import type { UserAgent } from '../user-agent.ts';
import type { Caller } from './participant.ts';

export type Outcome = 'joined' | 'link-sent' | 'refused';
/** Begins, and gives the participant who is expected; null: the session is full, or this is no SIP URI. */
export type Inviting = (
  session: RunningSession,
  uri: string,
) => { readonly participant: string; readonly outcome: Promise<Outcome> } | null;

export interface InvitingAround {
  readonly agent: UserAgent;
  readonly admit: (session: RunningSession, name: string) => Caller | null;
  /** Of our own address in From. */
  readonly host: string;
  readonly account: Account | null;
  readonly proxy: string;
  readonly guestUrl: (session: RunningSession) => string;
}

/** A phone that does not know what is offered to it, rather than somebody who does not want it. */
const NOT_UNDERSTOOD: ReadonlySet<number> = new Set([405, 406, 415, 420, 488, 501, 606]);

export function createInviting({ agent, admit, host, account, proxy, guestUrl }: InvitingAround): Inviting {
  const fromOf = (session: RunningSession): string => {
    const registrar = proxy === '' ? null : parseSipUri(proxy);
    return account === null || registrar === null
      ? `"Lockstep" <sip:${session.alias ?? session.id}@${host}>`
      : `"Lockstep" <sip:${account.user}@${registrar.host}>`;
  };

  async function sendLink(session: RunningSession, uri: string): Promise<Outcome> {
    const answer = await agent.ask({
      method: 'MESSAGE',
      uri,
      from: fromOf(session),
      fields: [field('content-type', 'text/plain;charset=UTF-8')],
      body: Buffer.from(`Browse along: ${guestUrl(session)}`),
    });
    return answer !== null && answer.status < 300 ? 'link-sent' : 'refused';
  }

  return (session, uri) => {
    const parsed = parseSipUri(uri);
    if (parsed === null) return null;
    const caller = admit(session, (userOf(parsed) ?? '').slice(0, 60) || 'Caller');
    if (caller === null) return null;
    const dismiss = (): void => session.happen({ type: 'removed', id: caller.id, by: '' });
    const dialled = agent.dial({
      uri,
      from: fromOf(session),
      contact: session.alias ?? session.id,
      fields: [field('content-type', 'application/sdp')],
      body: caller.offer(agent.endpoint.transports.around.advertised),
      user: caller.user,
    });
    session.watch((effect) => {
      if (effect.type === 'close' || (effect.type === 'dismiss' && effect.participant === caller.id))
        dialled.cancel();
    });
    const outcome = dialled.end.then(async (end): Promise<Outcome> => {
      if ('refused' in end) {
        dismiss();
        const isForeign = end.refused !== null && NOT_UNDERSTOOD.has(end.refused.status);
        return isForeign ? sendLink(session, uri) : 'refused';
      }
      session.happen({ type: 'called', id: caller.id });
      const isTaken = takesStream(end.response);
      caller.begin(end.call, { isPhone: !isTaken, host });
      if (isTaken) return 'joined';
      caller.sendLink();
      return 'link-sent';
    });
    return { participant: caller.id, outcome };
  };
}

/** By its place among the m= lines: phones rewrite what they reject. */
function takesStream(response: SipResponse): boolean {
  const read = parseSdp(response.body.toString('utf8'));
  if ('fault' in read) return false;
  const stream = readStream(read.sdp);
  return 'stream' in stream && stream.stream !== null;
}
