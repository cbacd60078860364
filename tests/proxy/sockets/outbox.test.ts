import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { createOutbox, sendToAll, type ShellSocket } from '../../../proxy/sockets/outbox.ts';
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
    sendToAll([box], { name, body, from: 'aaaaaaaa', seq });
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

test('what many are told is written as text once, in order with what one of them is told', async () => {
  const server = createServer();
  const hub = new Server(server);
  const sockets: ShellSocket[] = [];
  hub.on('connection', (socket) => void sockets.push(socket as unknown as ShellSocket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const heard: number[][] = [[], [], [], []];
  const texts = new Set<string>();
  const all = new Promise<void>((done) => {
    for (const list of heard) {
      const client = io(address, { transports: ['websocket'], forceNew: true, reconnection: false });
      client.on('relay', ({ seq, body }: Relayed) => {
        list.push(seq);
        texts.add(`${seq} ${JSON.stringify(body)}`);
        if (heard.every((it) => it.includes(3))) done();
      });
      client.on('connect', () => {
        if (sockets.length === heard.length) go();
      });
    }
  });
  let encoded = 0;
  const body = { window: 'w1', toJSON: () => ({ times: ++encoded }) };
  function go(): void {
    const boxes = sockets.map(createOutbox);
    const [one] = boxes;
    const relayed = (seq: number): Relayed => ({ name: 'dom', body, from: 'aaaaaaaa', seq });
    sendToAll(boxes, relayed(1));
    sendToAll(one === undefined ? [] : [one], relayed(2));
    sendToAll(boxes, relayed(3));
  }
  await all;
  await hub.close();
  // Written anew for each receiver, each text would be another.
  expect(texts.size).toBe(3);
  expect(heard.map((it) => it.join()).sort()).toEqual(['1,2,3', '1,3', '1,3', '1,3']);
});
