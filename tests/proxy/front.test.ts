// Who comes while the server starts is answered once it has.
import { request } from 'node:http';
import { connect } from 'node:net';
import { listen, type Rooms } from '../../proxy/front.ts';

test('a request that comes before everything stands is answered when it does', async () => {
  const { server, port, open } = await listen({ host: '127.0.0.1', port: 0, maxConnections: 10 });
  const answered = new Promise<string>((done, failed) => {
    const asked = request({ port, headers: { host: 'lockstep.test' } }, (answer) => {
      answer.setEncoding('utf8');
      answer.on('data', done);
    });
    asked.on('error', failed);
    asked.end();
  });
  await new Promise((done) => server.once('request', done));
  open({
    base: { protocol: 'http:', host: 'lockstep.test' },
    app: (_req, res) => res.end('here'),
    router: null,
  } as Partial<Rooms> as Rooms);
  expect(await answered).toBe('here');
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
});

test('who never finishes the head of a request is sent away, and so is who is one too many', async () => {
  const { server, port } = await listen({ host: '127.0.0.1', port: 0, maxConnections: 1 }, 200);
  const slow = connect(port, '127.0.0.1');
  const answer = new Promise<string>((done) => slow.once('data', (it) => done(it.toString())));
  await new Promise((done) => slow.once('connect', done));
  slow.write('GET / HTTP/1.1\r\nhost: lockstep.test\r\nx-a: ');
  const second = connect(port, '127.0.0.1');
  await new Promise((done) => second.once('close', done));
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  await new Promise((done) => server.close(done));
});
