import { createServer } from 'node:net';

/** A port where nobody listens: it was free a moment ago. For who has to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
  await new Promise((done) => server.close(done));
  return port;
}
