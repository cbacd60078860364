// Going somewhere: by one's own browser where the page runs here, else by a command to the one where it does.
import type { Body } from '../../protocol/commands.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { elapsed, isLive, OFFLINE, type Core } from './core.ts';
import { isFields } from './frame-message.ts';
import type { FramePorts } from './frame-ports.ts';

export type Destination = Body<'navigate'>['to'];

/** A page that does not come is no longer waited for. */
const EXPECTED_MS = 15_000;
const WEB = /^https?:\/\//i;

export interface Navigation {
  readonly navigate: (window: string, to: Destination) => void;
  /** A `navigate` from the controller, in the browser that runs the page. */
  readonly obey: (relayed: Relayed) => void;
}

export function createNavigation(core: Core, ports: FramePorts): Navigation {
  return {
    navigate: (window, to) => {
      // Where the page runs here, the shell does by itself what the server would only send back.
      if (isLive(core.store.get())) go(core, ports, { window, to });
      else if (core.send('navigate', { window, to }) === null) core.warn(OFFLINE);
      else if (to === 'stop') core.store.send({ type: 'stopped', window });
      // There may be nothing to go back to: then no other page comes.
      else if (typeof to === 'object' || to === 'reload') expectPage(core, window);
    },
    obey: ({ body }) => {
      const parsed = parseNavigate(body);
      if (parsed !== null && isLive(core.store.get())) go(core, ports, parsed);
    },
  };
}

interface Journey {
  readonly window: string;
  readonly to: Destination;
}

function parseNavigate(body: unknown): Journey | null {
  if (!isFields(body) || typeof body['window'] !== 'string') return null;
  const { window, to } = body;
  if (to === 'back' || to === 'forward' || to === 'reload' || to === 'stop') return { window, to };
  if (!isFields(to) || typeof to['url'] !== 'string' || !WEB.test(to['url'])) return null;
  return { window, to: { url: to['url'] } };
}

function go({ store }: Core, ports: FramePorts, { window, to }: Journey): void {
  if (typeof to === 'object') return store.send({ type: 'load', window, url: to.url });
  if (to === 'stop') store.send({ type: 'stopped', window });
  if (ports.tell(window, '', { type: 'history', to }) || to !== 'reload') return;
  // No script of ours answers there (the load failed before it began): load it anew from outside.
  const url = store.get().session?.windows.find((it) => it.id === window)?.url;
  if (url !== undefined && url !== 'about:blank') store.send({ type: 'load', window, url });
}

/** Shows that a page is on its way; what turns out to be a download or an answer without content (204) brings none. */
export function expectPage({ store }: Core, window: string): void {
  store.send({ type: 'leaving', window });
  void elapsed(EXPECTED_MS).then(() => store.send({ type: 'stopped', window }));
}

/** A live page leads a window it opened elsewhere: it can only ask for it, and names it by the spare it was. */
export function leadsOpened({ store }: Core, { spare, url }: Readonly<Record<string, unknown>>): boolean {
  if (typeof spare !== 'string' || typeof url !== 'string' || !WEB.test(url)) return false;
  const window = store.get().placement.slots.find((it) => it.name === spare)?.window ?? null;
  if (window !== null) store.send({ type: 'load', window, url });
  return window !== null;
}
