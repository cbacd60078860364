// A running Lockstep with real browsers in it: `await using world = await startWorld()`.
import { join } from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { readOptions } from '../../config/options.ts';
import { startServer } from '../../proxy/server.ts';
import { ask } from './ask.ts';
import { startChromium } from './chromium.ts';

export interface Created {
  readonly id: string;
  readonly ownerUrl: string;
  readonly inviteUrl: string;
}

export interface Participant {
  readonly name: string;
  readonly context: BrowserContext;
  /** The shell. */
  readonly shell: Page;
  /** The frame of the window that is in front, when it shows a page of this path (a prefix of path and query). */
  readonly page: (path?: string) => Promise<Frame>;
}

export interface World extends AsyncDisposable {
  readonly base: URL;
  /** Where SIP listens with this transport. */
  readonly sipPort: (transport: 'UDP' | 'TCP' | 'TLS') => number;
  readonly browser: Browser;
  readonly createSession: (url: string) => Promise<Created>;
  /** Opens an owner's or invite's address in a browser of its own. */
  readonly join: (
    address: string,
    name: string,
    viewport?: { width: number; height: number },
  ) => Promise<Participant>;
  /** A session at `url` with its owner (live, in control) and a guest. */
  readonly pair: (url: string) => Promise<{ session: Created; owner: Participant; guest: Participant }>;
  readonly api: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

export const ADMIN_TOKEN = 'a token for tests only';

/** Asks the API as the operator; a JSON answer comes parsed. */
async function askApi(
  base: URL,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const { status, headers, text } = await ask(base, method, path, body, {
    authorization: `Bearer ${ADMIN_TOKEN}`,
  });
  const json = /[/+]json\b/.test(headers['content-type'] ?? '');
  return { status, body: json ? (JSON.parse(text) as unknown) : text };
}

/** Whoever is in a session in this shell, however they came there. */
export function participantIn(base: URL, shell: Page, name: string): Participant {
  const page: Participant['page'] = async (path = '/') => {
    const iframe = shell.locator('iframe[data-window-id]:visible');
    for (;;) {
      const handle = await iframe.elementHandle();
      const outer = await handle.contentFrame();
      // A window that a page opened stands in a holder.
      const frame = outer?.childFrames().find((it) => it.name().startsWith('ls-opened|')) ?? outer;
      if (frame !== null) {
        await frame.waitForURL(
          (url) => url.host.endsWith(base.host) && (url.pathname + url.search).startsWith(path),
          { waitUntil: 'domcontentloaded' },
        );
        return frame;
      }
    }
  };
  return { name, context: shell.context(), shell, page };
}

export async function startWorld(environment: Record<string, string> = {}): Promise<World> {
  const options = readOptions({
    LOCKSTEP_PORT: '0',
    LOCKSTEP_ALLOW_PRIVATE: '127.0.0.1',
    LOCKSTEP_ADMIN_TOKEN: ADMIN_TOKEN,
    LOCKSTEP_LOG_LEVEL: 'silent',
    ...environment,
  });
  const server = await startServer(options, join(__dirname, '../../dist/assets'));
  const base = new URL(server.url);
  const browser = await startChromium();

  const createSession: World['createSession'] = async (url) => {
    const { status, body } = await askApi(base, 'POST', '/api/sessions', { url });
    if (status !== 201) throw new Error(`session refused: ${String(status)} ${JSON.stringify(body)}`);
    return body as Created;
  };

  const join_: World['join'] = async (address, name, viewport = { width: 1280, height: 800 }) => {
    const context = await browser.newContext({ viewport });
    const shell = await context.newPage();
    await shell.goto(`${address}&name=${encodeURIComponent(name)}`);
    await shell.locator('iframe[data-window-id]').first().waitFor({ state: 'attached' });
    return participantIn(base, shell, name);
  };

  return {
    base,
    sipPort: (transport) => server.sipPorts.find((it) => it.transport === transport)?.port ?? 0,
    browser,
    createSession,
    join: join_,
    pair: async (url) => {
      const session = await createSession(url);
      const owner = await join_(session.ownerUrl, 'Olga');
      const guest = await join_(session.inviteUrl, 'Gus');
      return { session, owner, guest };
    },
    api: (method, path, body) => askApi(base, method, path, body),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.close();
    },
  };
}
