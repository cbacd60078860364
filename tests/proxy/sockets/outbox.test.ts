import { EventEmitter } from 'node:events';
import { createOutbox, type ShellSocket } from '../../../proxy/sockets/outbox.ts';
import type { CommandName } from '../../../protocol/commands.ts';
import type { Relayed } from '../../../protocol/wire.ts';

/** A socket whose connection takes nothing until it is drained. */
function slowSocket() {
  const sent: Relayed[] = [];
  let isCut = false;
  // The connection, not the socket: who is told goodbye does not come back.
  const conn = Object.assign(new EventEmitter(), { close: () => (isCut = true) });
  const socket = Object.assign(new EventEmitter(), { conn });
  // EventEmitter's own emit would tell its listeners here; a socket's sends.
  socket.emit = (_event: string, it: Relayed) => sent.push(it) > 0;
  const box = createOutbox(socket as unknown as ShellSocket);
  const send = (name: CommandName, seq: number, body: object = { window: 'w1', frame: '', node: 0 }): void =>
    box.send({ name, body, from: 'aaaaaaaa', seq });
  return { send, drain: () => conn.emit('drain'), sent: () => sent.map((it) => it.seq), isCut: () => isCut };
}

test('a slow reader gets all that is ordered and the latest of what is latest', () => {
  const it = slowSocket();
  it.send('scroll', 1);
  it.send('scroll', 2);
  it.send('scroll', 3);
  it.send('scroll', 4, { window: 'w1', frame: '', node: 9 });
  it.send('dom', 5);
  expect(it.sent()).toEqual([1, 5]);
  it.drain();
  expect(it.sent()).toEqual([1, 5, 3, 4]);
  it.drain();
  it.send('scroll', 6);
  expect(it.sent()).toEqual([1, 5, 3, 4, 6]);
});

test('one that is too far behind is let go', () => {
  const it = slowSocket();
  for (let i = 0; i < 5_002; i++) it.send('dom', i);
  expect(it.isCut()).toBe(true);
});
