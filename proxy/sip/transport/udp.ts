// SIP over UDP: one socket, a message a datagram.
import { createSocket, type Socket } from 'node:dgram';
import type { Flow, Listener, Place, Receive } from './flow.ts';

export interface UdpListener extends Listener {
  readonly flowTo: (place: Place) => Flow;
}

/** Kernel buffers for bursts: a hundred calls a second come in heaps. */
const BUFFER = 4 * 1024 * 1024;

export async function listenUdp(place: Place, advertised: string, receive: Receive): Promise<UdpListener> {
  const socket = await open(place);
  const { port } = socket.address();
  const here: Place = { host: advertised, port };
  let isClosed = false;

  const flowTo = (remote: Place): Flow => ({
    transport: 'UDP',
    remote,
    via: here,
    contact: here,
    isReliable: false,
    isOpen: () => !isClosed,
    // An ICMP error or a name that does not resolve: the transaction's timers know what to do.
    send: (bytes) => {
      if (!isClosed) socket.send(bytes, remote.port, remote.host.replace(/^\[|\]$/g, ''), () => undefined);
    },
    at: flowTo,
    onGone: () => undefined,
  });
  socket.on('error', () => undefined);
  socket.on('message', (bytes, from) => {
    // RFC 5626 section 4.4: keep-alives of phones behind a NAT, by CRLF and by zeros.
    if (bytes.length < 8) return;
    receive(bytes, flowTo({ host: from.address, port: from.port }));
  });
  return {
    transport: 'UDP',
    port,
    flowTo,
    close: () =>
      new Promise((done) => {
        isClosed = true;
        socket.close(() => done());
      }),
  };
}

function open({ host, port }: Place): Promise<Socket> {
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: BUFFER });
  return new Promise((done, failed) => {
    socket.once('error', failed);
    socket.bind(port, host, () => {
      socket.off('error', failed);
      done(socket);
    });
  });
}
