// Where in the window this document is: the path of frame elements that lead to it, and the page it belongs to.
import type { Boot } from '../protocol/boot.ts';
import type { Nested, NestedReply } from '../protocol/frame-port.ts';
import { natives, self } from './natives.ts';
import { isHolder } from './tree.ts';

/** The window's own document: it stands in the shell, or in a holder there. */
export function isMainFrame(): boolean {
  const parent = natives.parentOf(self);
  return natives.top !== self && (parent === natives.top || isHolder(parent));
}
/** Outside a shell nobody listens. */
export const isOutside = (): boolean => natives.top === self;

/** Asks the parent's script where this frame is. */
export function askParent(boot: Boot, url: string, found: (place: NestedReply) => void): void {
  const channel = natives.MessageChannel && new natives.MessageChannel();
  if (channel === undefined) return;
  channel.port1.onmessage = (event: MessageEvent): void => {
    const place = parseReply(natives.messageData(event));
    if (place !== null) found(place);
    channel.port1.close();
  };
  const question: Nested = { lockstep: 'nested', key: boot.key, url };
  // Any origin: what the question holds every script of the session knows.
  natives.postMessage(natives.parentOf(self), question, '*', [channel.port2]);
}

/** Answers frames below this one; `reply` may come later, through its callback. Returns how to stop. */
export function answerFrames(
  boot: Boot,
  window: Window,
  reply: (child: MessageEventSource, url: string, done: (place: NestedReply) => void) => void,
): () => void {
  const listener = (event: Event): void => {
    const message = event as MessageEvent;
    const asked = parseQuestion(natives.messageData(message), boot.key);
    const port = natives.messagePorts(message)[0];
    const child = natives.messageSource(message);
    if (asked === null || port === undefined || child === null) return;
    natives.stopImmediatePropagation(event);
    reply(child, asked.url, (place) => port.postMessage(place));
  };
  natives.addEventListener(window, 'message', listener, true);
  return () => natives.removeEventListener(window, 'message', listener, true);
}

function parseQuestion(it: unknown, key: string): { readonly url: string } | null {
  if (typeof it !== 'object' || it === null) return null;
  const { lockstep, key: theirs, url } = it as Partial<Record<keyof Nested, unknown>>;
  return lockstep === 'nested' && theirs === key && typeof url === 'string' ? { url } : null;
}

function parseReply(it: unknown): NestedReply | null {
  if (typeof it !== 'object' || it === null) return null;
  const { frame, page } = it as Partial<Record<keyof NestedReply, unknown>>;
  return typeof frame === 'string' && typeof page === 'string' ? { frame, page } : null;
}
