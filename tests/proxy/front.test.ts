// Who comes while the server starts is answered once it has.
import { request } from 'node:http';
import { listen, type Rooms } from '../../proxy/front.ts';

test('a request that comes before everything stands is answered when it does', async () => {
  const { server, port, open } = await listen({ host: '127.0.0.1', port: 0 });
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
  } as Partial<Rooms> as Rooms);
  expect(await answered).toBe('here');
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
});
