// SIP <-> sessions: a call is a participant.
import type { PrivacyMode } from '../../../protocol/privacy.ts';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BaseAddress } from '../../../protocol/address.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RunningSession } from '../../registry/running-session.ts';
import { CAPABLE, unknownMethod } from '../dialog/call.ts';
import type { Account } from '../digest/answer.ts';
import { createGuardian } from '../digest/guardian.ts';
import { field } from '../message/fields.ts';
import type { Reply } from '../message/message.ts';
import { wallClock } from '../transaction/clock.ts';
import type { Incoming } from '../transaction/server-transaction.ts';
import type { Secret } from '../transport/stream.ts';
import type { Listening } from '../transport/transports.ts';
import { createWebSocketDoor } from '../transport/web-socket.ts';
import { startUserAgent } from '../user-agent.ts';
import { admit, nameOf } from './admission.ts';
import { readBody, warning } from './body.ts';
import { createInviting, type Inviting } from './inviting.ts';
import { createCaller, type Caller } from './participant.ts';
import { keepRegistered } from './registration.ts';
import { createTickets, type Tickets } from './tickets.ts';

export interface SipOptions {
  readonly listening: readonly Listening[];
  readonly address: string;
  readonly domain: string;
  readonly users: ReadonlyMap<string, string>;
  readonly isOpen: boolean;
  readonly privacy: PrivacyMode;
  readonly phones: 'reject' | 'accept';
  readonly secret: Secret | null;
  readonly webSocket: boolean;
  readonly proxy: string;
  readonly account: Account | null;
}

export interface SipAround {
  readonly base: BaseAddress;
  readonly port: number;
  readonly registry: Registry;
  readonly siteProblem: (url: string) => string | null;
  readonly guestUrl: (session: RunningSession) => string;
  readonly now: () => number;
  readonly fault: (error: unknown, what: string) => void;
}

export interface SipGateway {
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly tickets: Tickets;
  readonly invite: Inviting;
  readonly ports: readonly { readonly transport: string; readonly port: number }[];
  readonly close: () => Promise<void>;
}

export async function createSipGateway(options: SipOptions, around: SipAround): Promise<SipGateway> {
  const { registry, siteProblem, now, fault } = around;
  const tickets = createTickets(around.base);
  const realm = options.domain === '' ? 'lockstep' : options.domain;
  const guardian = options.users.size === 0 ? null : createGuardian(realm, options.users, now);
  const callers = new Map<RunningSession, Map<string, Caller>>();

  const agent = await startUserAgent({
    transports: {
      listening: options.listening,
      address: options.address,
      secret: options.secret,
      isTrusting: false,
    },
    clock: wallClock,
    account: options.account,
    proxy: options.proxy === '' ? null : options.proxy,
    asked: (incoming) => {
      if (incoming.request.method === 'INVITE') return invited(incoming);
      incoming.reply(outside(incoming.request.method));
    },
    fault,
  });

  function callersOf(session: RunningSession): Map<string, Caller> {
    const known = callers.get(session);
    if (known !== undefined) return known;
    const made = new Map<string, Caller>();
    callers.set(session, made);
    session.watch((effect) => {
      for (const it of [...made.values()]) it.deliver(effect);
      if (effect.type === 'dismiss') {
        made.delete(effect.participant);
        tickets.forget(effect.participant);
      }
      if (effect.type === 'close' || effect.type === 'ceded') {
        for (const id of made.keys()) tickets.forget(id);
        callers.delete(session);
      }
    });
    return made;
  }

  function admitCaller(session: RunningSession, role: 'owner' | 'guest', name: string): Caller | null {
    const list = callersOf(session);
    const who = session.call(role, name);
    if (who === null) return null;
    const caller = createCaller(session, who, { siteProblem, joinUrl: tickets.urlFor, now });
    list.set(who.id, caller);
    return caller;
  }

  function invited(incoming: Incoming): void {
    const { request, envelope, flow } = incoming;
    const judged = guardian?.judge(request);
    if (judged !== undefined && 'challenge' in judged)
      return incoming.reply({ status: 401, fields: judged.challenge });
    const isDelayed = request.body.length === 0;
    const read = isDelayed ? null : readBody(request);
    if (read !== null && 'refusal' in read) return incoming.reply(read.refusal);
    const isPhone = read !== null && read.stream === null;
    if (
      isPhone &&
      (options.phones === 'reject' || !read.sdp.media.some((it) => it.media === 'audio' && it.port > 0))
    )
      return incoming.reply({
        status: 488,
        fields: warning(304, 'This is for browsing together: offer m=application 9 TCP cobrowse'),
      });
    incoming.reply({ status: 100 });
    const lines = read?.stream?.lines ?? [];
    const found = admit(request, lines, {
      registry,
      domain: options.domain,
      isOpen: options.isOpen,
      privacy: options.privacy,
      siteProblem,
    });
    if ('refusal' in found) return incoming.reply(found.refusal);
    const { session, isNew } = found;
    // Staff is who has credentials; else whoever starts, or comes before any owner.
    const isOwner = judged !== undefined || isNew || !session.hasOwner();
    const caller = admitCaller(session, isOwner ? 'owner' : 'guest', nameOf(envelope.from));
    if (caller === null) return incoming.reply({ status: 486, fields: [field('retry-after', 60)] });
    session.happen({ type: 'called', id: caller.id });
    const dismissed = (reply: Reply): void => {
      if (isNew) session.happen({ type: 'ended', reason: 'ended', by: caller.id });
      else session.happen({ type: 'removed', id: caller.id, by: caller.id });
      incoming.reply(reply);
    };
    const refused = caller.apply(isNew ? lines.filter((it) => it.name !== 'page') : lines);
    if (refused !== null) return dismissed(refused);
    const call = agent.accept(incoming, session.alias ?? session.id, caller.user, () =>
      caller.answer(request, flow.contact.host, isPhone),
    );
    if (call === null) return dismissed({ status: 400 });
    caller.begin(call, { isPhone, host: flow.contact.host });
  }

  const stop =
    options.proxy === '' || options.account === null
      ? (): void => undefined
      : keepRegistered(agent, { proxy: options.proxy, user: options.account.user, clock: wallClock, fault });
  const door = options.webSocket
    ? createWebSocketDoor(agent.endpoint.transports.around, {
        isSecure: around.base.protocol === 'https:',
        port: () => around.port,
      })
    : null;

  return {
    tickets,
    ports: agent.endpoint.transports.ports,
    invite: createInviting({
      agent,
      admit: (session, name) => admitCaller(session, 'guest', name),
      host: options.domain === '' ? agent.endpoint.transports.around.advertised : options.domain,
      account: options.account,
      proxy: options.proxy,
      guestUrl: around.guestUrl,
    }),
    upgrade: (req, socket, head) => {
      if (door !== null) return door.upgrade(req, socket, head);
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
    close: async () => {
      stop();
      door?.close();
      await agent.close();
    },
  };
}

/** Requests that belong to no call. */
function outside(method: string): Reply {
  switch (method) {
    case 'OPTIONS':
      return { status: 200, fields: [...CAPABLE, field('accept', 'application/sdp')] };
    case 'MESSAGE':
      return { status: 403, reason: 'Only within a call' };
    case 'BYE':
    case 'INFO':
    case 'UPDATE':
      return { status: 481 };
    default:
      return unknownMethod(method);
  }
}
