// The page a window shows: told by the live window's own document when it comes, moves, changes its title, and is done.
import type { AddressBook } from '../../protocol/address.ts';
import { isHidden } from '../mirror/masking.ts';
import { dom } from '../mirror/native-dom.ts';
import type { Recorder } from '../mirror/record.ts';
import { onMoved } from '../moved.ts';
import { natives } from '../natives.ts';
import { watchLeaving } from './leaving.ts';
import type { Said, Speech } from './scene.ts';

const MAX_TITLE = 1_024;
const MAX_URL = 65_536;
/** A page that changes its title all the time is not told all the time. */
const GAP_MS = 100;

function iconOf(document: Document, book: AddressBook): string {
  const link = natives.querySelector(document, 'link[rel~="icon" i][href]') as HTMLLinkElement | null;
  const written = link === null ? null : dom.getAttribute(link, 'href');
  if (written === null || !URL.canParse(written, natives.baseURI(document))) return '';
  const url = book.real(new URL(written, natives.baseURI(document)).href);
  return url.length <= MAX_URL && /^https?:/.test(url) ? url : '';
}

function titleOf(document: Document): string {
  const element = natives.querySelector(document, 'title');
  return element !== null && isHidden(element) ? '' : document.title.slice(0, MAX_TITLE);
}

export interface ToldPage {
  /** Something in it changed: its title, perhaps. */
  readonly look: () => void;
  /** It is the window's page again, after another was. */
  readonly again: () => void;
}

/** Tells the page now and whenever it is another, or on its way to another; `page` is its id. */
export function tellPage(
  document: Document,
  page: string,
  book: AddressBook,
  tell: Speech['tell'],
): ToldPage {
  let told = '';
  let timer: number | undefined;
  const now = (): void => {
    timer = undefined;
    const body: Said<'page'> = {
      page,
      url: book.real(dom.url(document)).slice(0, MAX_URL),
      ...(/^https?:/.test(dom.url(document))
        ? {}
        : { base: book.real(natives.baseURI(document)).slice(0, MAX_URL) }),
      title: titleOf(document),
      icon: iconOf(document, book),
      status: isLeaving() ? 'loading' : document.readyState,
    };
    const text = JSON.stringify(body);
    if (text === told) return;
    told = text;
    tell('page', body);
  };
  const isLeaving = watchLeaving(now);
  now();
  natives.addEventListener(document, 'readystatechange', now);
  onMoved(now);
  return {
    look: () => {
      timer ??= natives.setTimeout(now, GAP_MS);
    },
    again: () => {
      told = '';
      now();
    },
  };
}

/** The document's address in the mirrors follows, too. */
export function followMoves(document: Document, recorder: Recorder): void {
  onMoved(() => recorder.note('url', () => ['url', dom.url(document)]));
}
