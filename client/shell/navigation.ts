// Going somewhere: by one's own browser where the page runs here, else by a command to the one where it does.
import type { Body } from '../../protocol/commands.ts';
import type { GoMessage, HolderMessage } from '../../protocol/holder.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { isLive, OFFLINE, type Core } from './core.ts';
import { isFields } from './frame-message.ts';
import type { FramePorts } from './frame-ports.ts';

export type Destination = Body<'navigate'>['to'];

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

function go(core: Core, ports: FramePorts, { window, to }: Journey): void {
  if (typeof to === 'object') return load(core, window, to.url);
  if (ports.tell(window, '', { type: 'history', to })) return;
  // No script of ours answers there: the load failed before it began, or nothing has come yet.
  const url = core.store.get().session?.windows.find((it) => it.id === window)?.url;
  if (to === 'reload' && url !== undefined && url !== 'about:blank') load(core, window, url);
  if (to === 'stop') stopFirst(core, window);
}

/** A page tells by itself that it is left; where none is yet, the shell tells for the one that is to come. */
function load({ store, send }: Core, window: string, url: string): void {
  const shown = store.get().session?.windows.find((it) => it.id === window);
  if (shown?.page === '')
    send('page', { window, page: '', url, title: '', icon: '', status: 'loading' } satisfies Body<'page'>);
  store.send({ type: 'load', window, url });
}

/** Stops a window's first load: until then its frame is empty, and the shell's own to stop. */
function stopFirst(core: Core, window: string): void {
  const { store, elements, send } = core;
  const slot = store.get().placement.slots.find((it) => it.window === window && !it.past);
  const shown = store.get().session?.windows.find((it) => it.id === window);
  if (slot === undefined || shown?.page !== '') return;
  if (slot.held) tellHolder(core, slot.key, { lockstep: 'stop' });
  try {
    if (!slot.held) elements.get(slot.key)?.contentWindow?.stop();
  } catch {
    // A page has come after all, and will tell of itself.
    return;
  }
  const empty = { page: '', url: 'about:blank', title: '', icon: '', status: 'complete' } as const;
  send('page', { window, ...empty } satisfies Body<'page'>);
}

type Told = { readonly lockstep: 'go'; readonly url: string } | { readonly lockstep: 'stop' };

/** To the holder that a slot's frame shows. */
export function tellHolder({ boot, elements }: Core, key: string, told: Told): void {
  const message: GoMessage | HolderMessage = { ...told, key: boot.frameKey };
  // Any origin: the key is what every script of the session knows.
  elements.get(key)?.contentWindow?.postMessage(message, '*');
}

/** A live page leads a window it opened elsewhere: it can only ask for it, and names it by the spare it was. */
export function leadsOpened(core: Core, { spare, url }: Readonly<Record<string, unknown>>): boolean {
  if (typeof spare !== 'string' || typeof url !== 'string' || !WEB.test(url)) return false;
  const window = core.store.get().placement.slots.find((it) => it.name === spare)?.window ?? null;
  if (window !== null) load(core, window, url);
  return window !== null;
}
