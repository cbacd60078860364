// The page of ours in which a window stands that a page opened (protocol/holder.ts). It leads the window, which no page
// outside may (HTML, "allowed by sandboxing to navigate"), and records it while it has no page with a script of ours.
import { HOLDER_MARK, PERMISSIONS, type GoMessage, type HolderMessage } from '../protocol/holder.ts';
import { isJavascriptUrl } from '../protocol/javascript-url.ts';
import type { AddressBook } from '../protocol/address.ts';
import type { Boot } from '../protocol/boot.ts';
import { announceLeaving } from './leaving.ts';
import { defineProperty, natives, self } from './natives.ts';
import { openedName, type OpenedName } from './opened-name.ts';
import { sendForm, type FormOrder } from './holder-form.ts';
import { startBlank } from './sync/blank.ts';

export interface Order extends Omit<OpenedName, 'entries'> {
  /** The opener's address, the browser's own: what the site is told to be the referrer. */
  readonly address: string;
  readonly noReferrer: boolean;
  /** What it is to show: a proxied URL, a form's answer, or nothing ('': about:blank). */
  readonly shows: string | FormOrder;
}

/** What pages of the same origin do with a holder. */
export interface Holder {
  /** The shell's name for it. */
  readonly name: string;
  readonly isFree: () => boolean;
  /** The window, empty, of the opener's origin. */
  readonly claim: (order: Order) => Window | null;
  readonly window: () => Window | null;
  /** The name it was opened under. */
  readonly opened: () => string;
  /** `url`: a proxied one. */
  readonly go: (url: string, replaces: boolean) => void;
  readonly submit: (order: FormOrder) => void;
  readonly close: () => void;
  readonly isClosing: () => boolean;
  /** It is open, and has an opener: names are found among windows that are related so (HTML, "browsing context group"). */
  readonly isRelated: () => boolean;
}

const HOLDER = '$lsHolder';

/** A frame that is inserted with it is on its way to a page, and waits for one. */
const NOWHERE = 'javascript:void 0';

/** The holder in a window of the shell, where this origin may see it. */
export function reachHolder(window: Window | null | undefined): Holder | null {
  try {
    return (window as unknown as Record<string, Holder | undefined> | null)?.[HOLDER] ?? null;
  } catch {
    // Another origin's.
    return null;
  }
}

function createFrame(document: Document, name: string): HTMLIFrameElement {
  const frame = natives.createElement(document, 'iframe') as HTMLIFrameElement;
  frame.name = name;
  return frame;
}

export function startHolder(boot: Boot, book: AddressBook): void {
  const { document } = self;
  const mark = createFrame(document, HOLDER_MARK);
  mark.hidden = true;
  natives.appendChild(document.body, mark);
  let frame: HTMLIFrameElement | null = null;
  let opened = '';
  let related = false;
  let closing = false;
  const window = (): Window | null => (frame === null ? null : natives.contentWindow(frame));
  const blank = startBlank(boot, book);

  const go = (url: string, replaces: boolean): void => {
    const target = window();
    if (target === null || closing) return;
    if (replaces) target.location.replace(url);
    else target.location.href = url;
  };
  const claim = ({ address, noReferrer, shows, ...names }: Order): Window | null => {
    natives.replaceState(self.history, null, '', address);
    if (noReferrer) {
      const meta = natives.createElement(document, 'meta');
      natives.setAttribute(meta, 'name', 'referrer');
      natives.setAttribute(meta, 'content', 'no-referrer');
      natives.appendChild(document.head, meta);
    }
    opened = names.name;
    related = names.opener !== '';
    const made = createFrame(document, openedName({ ...names, entries: self.history.length }));
    made.allow = PERMISSIONS;
    // Only a frame that is inserted on its way to a page stays "initial about:blank", whose Window that page takes over.
    if (typeof shows === 'string' && shows !== '') made.src = isJavascriptUrl(shows) ? shows : NOWHERE;
    natives.appendChild(document.body, made);
    frame = made;
    if (typeof shows === 'string' && made.src === NOWHERE) go(shows, false);
    // The first about:blank has loaded already.
    natives.addEventListener(made, 'load', () => blank(natives.contentDocument(made)));
    if (shows === '') blank(natives.contentDocument(made));
    if (typeof shows !== 'string') sendForm(made, shows);
    return natives.contentWindow(made);
  };
  const close = (): void => {
    if (closing) return;
    closing = true;
    // HTML, "close a top-level traversable": the page hears of it later, `closed` says so at once.
    natives.setTimeout(() => {
      announceLeaving(window());
      frame?.remove();
      const said: HolderMessage = { lockstep: 'close', key: boot.key };
      if (natives.top) natives.postMessage(natives.top, said, `${boot.base.protocol}//${boot.base.host}`);
    }, 0);
  };
  const holder: Holder = {
    name: self.name,
    isFree: () => frame === null,
    claim,
    window,
    opened: () => opened,
    go,
    submit: (order) => {
      if (frame !== null) sendForm(frame, order);
    },
    close,
    isClosing: () => closing,
    isRelated: () => related && !closing,
  };
  defineProperty(self, HOLDER, { value: holder });
  hear(boot, holder);
}

/** From the shell, and from pages of other origins. */
function hear(boot: Boot, holder: Holder): void {
  natives.addEventListener(self, 'message', (event) => {
    const it = natives.messageData(event as MessageEvent) as Partial<GoMessage | HolderMessage> | null;
    if (it?.key !== boot.key) return;
    if (it.lockstep === 'close') holder.close();
    else if (it.lockstep === 'stop') stop(holder.window());
    else if (it.lockstep === 'go' && typeof it.url === 'string' && /^https?:/.test(it.url))
      holder.go(it.url, false);
  });
}

function stop(window: Window | null): void {
  try {
    window?.stop();
  } catch {
    // A page of another origin has come, and is stopped by its own script.
  }
}
