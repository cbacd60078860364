// One session's shells that are connected: what is to be done in the world reaches them here.
import type { ProxiedUrl } from '../../protocol/address.ts';
import type { EndReason, Refusal, Relayed, Welcome } from '../../protocol/wire.ts';
import type { RunningSession } from '../registry/running-session.ts';
import type { Effect } from '../session/effect.ts';
import type { Participant } from '../session/room.ts';
import { createMemory } from './memory.ts';
import { createOutbox, sendToAll, type Outbox, type ShellSocket } from './outbox.ts';

export interface Attendance {
  /** A shell has come: it takes the place of an older one of the same participant. */
  readonly admit: (who: Participant, socket: ShellSocket) => void;
  readonly deliver: (effect: Effect) => void;
}

interface Place {
  readonly socket: ShellSocket;
  readonly outbox: Outbox;
}

export function createAttendance(
  session: RunningSession,
  greeting: (who: Participant) => Omit<Welcome, 'state' | 'remembered'>,
  now: () => number,
): Attendance {
  const places = new Map<string, Place>();
  const memory = createMemory(now);
  let isShowing = false;

  const { book, visited: origins } = session.site;
  const visited = (): readonly ProxiedUrl[] => Array.from(origins, book.proxiedOrigin);

  // Nobody is told what a restart would make untrue: it is on its way to them once it is kept, in the order it happened.
  const { whenKept } = session;
  const toAll = (tell: (socket: ShellSocket) => void): void => {
    const sockets = Array.from(places.values(), (it) => it.socket);
    whenKept(() => {
      for (const socket of sockets) tell(socket);
    });
  };

  // Once a tick, whatever happened in it: what is sent is the state, not the steps to it.
  function show(): void {
    if (isShowing) return;
    isShowing = true;
    setImmediate(() => {
      isShowing = false;
      const view = session.view();
      const told = Array.from(places, ([id, { socket }]) => ({
        socket,
        state: id === view.live ? session.view(id) : view,
      }));
      whenKept(() => {
        for (const { socket, state } of told) socket.emit('state', state);
      });
    });
  }

  function out(participant: string, reason: EndReason): void {
    const place = places.get(participant);
    // First the place, then the socket: its going is not a loss of the connection any more.
    places.delete(participant);
    if (place === undefined) return;
    const sites = reason === 'superseded' ? [] : visited();
    whenKept(() => sendOff(place.socket, reason, sites));
  }

  /** No goodbye: a shell that is told one does not come back. */
  function cut(): void {
    const sockets = Array.from(places.values(), (it) => it.socket);
    places.clear();
    for (const socket of sockets) socket.conn.close();
  }

  function refuse(place: Place | undefined, refusal: Refusal): void {
    whenKept(() => void place?.socket.emit('refused', refusal));
  }
  function relay(outboxes: readonly Outbox[], relayed: Relayed): void {
    whenKept(() => sendToAll(outboxes, relayed));
  }

  function deliver(effect: Effect): void {
    switch (effect.type) {
      case 'show':
        return show();
      case 'record':
        return;
      case 'refuse':
        return refuse(places.get(effect.to), effect.refusal);
      case 'relay':
        memory.note(effect.relayed);
        return relay(
          effect.to.flatMap((id) => places.get(id)?.outbox ?? []),
          effect.relayed,
        );
      case 'chat':
        return toAll((socket) => socket.emit('chat', effect.line));
      case 'forget':
        return memory.forgetWindow(effect.window);
      case 'dismiss':
        return out(effect.participant, effect.reason);
      case 'close':
        for (const id of [...places.keys()]) out(id, effect.reason);
        return;
      case 'ceded':
        return cut();
    }
  }

  function admit(who: Participant, socket: ShellSocket): void {
    out(who.id, 'superseded');
    places.set(who.id, { socket, outbox: createOutbox(socket) });
    socket.on('disconnect', () => {
      if (places.get(who.id)?.socket !== socket) return;
      places.delete(who.id);
      session.happen({ type: 'lost', id: who.id });
    });
    session.happen({ type: 'connected', id: who.id });
    const welcome = { ...greeting(who), state: session.view(who.id), remembered: memory.all() };
    whenKept(() => socket.emit('welcome', welcome));
  }

  return { admit, deliver };
}

/** Says why, and hangs up when that has gone out. */
export function sendOff(socket: ShellSocket, reason: EndReason, sites: readonly ProxiedUrl[] = []): void {
  socket.emit('ended', { reason, sites });
  socket.disconnect(true);
}
