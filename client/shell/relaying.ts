// What others sent, on its way to the frame it is for, or kept until that frame is there.
import type { Relayed } from '../../protocol/wire.ts';
import { createDomBuffer, type DomTold } from './dom-buffer.ts';
import { isFields, isFramePath } from './frame-message.ts';
import { createHeldRelays } from './held-relays.ts';
import { post, type OpenPorts, type Port } from './open-ports.ts';

export interface Relaying {
  readonly relay: (relayed: Relayed) => void;
  /** What a new frame missed; false: it starts without a snapshot. */
  readonly catchUp: (port: Port) => boolean;
  /** The window's page is gone, and what was held for it is void; what the next one has told stays. */
  readonly leavePage: (window: string) => void;
  readonly forgetWindow: (window: string) => void;
}

function parseDom(body: Readonly<Record<string, unknown>>): DomTold | null {
  const { window, frame, page, kind, ops } = body;
  if (typeof window !== 'string' || typeof frame !== 'string') return null;
  if (typeof page !== 'string' || typeof ops !== 'string') return null;
  return kind === 'snapshot' || kind === 'changes' ? { window, frame, page, kind, size: ops.length } : null;
}

export function createRelaying(ports: OpenPorts): Relaying {
  const buffer = createDomBuffer();
  const held = createHeldRelays();

  const relayDom = (it: DomTold, relayed: Relayed): void => {
    const port = ports.find(it.window, it.frame);
    // The window's own page comes in a document of its own; a frame inside judges by itself what a new page means.
    const isFor = port?.role === 'mirror' && (it.frame !== '' || port.page === it.page);
    if (isFor) post(port, { type: 'relay', relayed });
    else buffer.keep(it, relayed);
  };
  const relay: Relaying['relay'] = (relayed) => {
    if (!isFields(relayed.body)) return;
    const { window, frame } = relayed.body;
    if (typeof window !== 'string') return;
    if (relayed.name === 'dom') {
      const dom = parseDom(relayed.body);
      return dom === null ? undefined : relayDom(dom, relayed);
    }
    const named = isFramePath(frame) ? [ports.find(window, frame)] : ports.ofWindow(window);
    for (const port of named) {
      if (port !== undefined) post(port, { type: 'relay', relayed });
      else if (isFramePath(frame)) held.hold(window, frame, relayed);
    }
  };
  return {
    relay,
    catchUp: (port) => {
      const { window, frame, page, role } = port;
      const told = role === 'live' ? [] : buffer.take(window, frame, frame === '' ? page : null);
      for (const relayed of [...told, ...held.take(window, frame)]) post(port, { type: 'relay', relayed });
      return role === 'live' || told.length > 0;
    },
    leavePage: held.forgetWindow,
    forgetWindow: (window) => {
      buffer.forgetWindow(window);
      held.forgetWindow(window);
    },
  };
}
