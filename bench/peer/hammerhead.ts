// A peer: testcafe-hammerhead, from the folder it is installed in: `hammerhead.js SITE FOLDER`.
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

interface Peer {
  readonly Proxy: new () => {
    start: (options: Record<string, unknown>) => void;
    openSession: (url: string, session: object) => string;
  };
  readonly Session: new (uploads: readonly string[], options: Record<string, unknown>) => object;
}

const [, , site = '', folder = '.'] = process.argv;
const { Proxy: HammerheadProxy, Session } = createRequire(join(folder, 'x.js'))(
  'testcafe-hammerhead',
) as Peer;

/** What a session has to answer besides; a page without the test runner needs nothing of it. */
class PageSession extends Session {
  constructor() {
    super([], { disablePageCaching: false, allowMultipleWindows: false, windowId: '', requestTimeout: {} });
  }
  getPayloadScript(): Promise<string> {
    return Promise.resolve('');
  }
  getIframePayloadScript(): Promise<string> {
    return Promise.resolve('');
  }
  getAuthCredentials(): null {
    return null;
  }
  handlePageError(_context: unknown, error: unknown): void {
    console.error(error);
  }
  handleFileDownload(): void {
    return;
  }
  handleAttachment(): void {
    return;
  }
}

/** It takes numbers only, two of them. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        done(port);
      });
    });
  });
}

const proxy = new HammerheadProxy();
proxy.start({ hostname: '127.0.0.1', port1: await freePort(), port2: await freePort() });
console.log(`ready ${proxy.openSession(`${site}/`, new PageSession())}`);
