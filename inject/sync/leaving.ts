// Whether this page is on its way to another: from the moment the browser sets out, long before an answer comes.
import { ownPaths } from '../../protocol/cookie-names.ts';
import { natives, self } from '../natives.ts';
import { ownUrl } from '../own.ts';
import { port } from '../port.ts';

/** How often the server is asked whether a document is still to come. */
const ASK_MS = 1_000;

/** Schemes that bring a document; what another program handles (mailto:) leaves the page where it is. */
const BRINGS_A_PAGE = /^(?:https?|blob|data|about):/;

/**
 * `beforeunload` comes first of all, whoever sent the page away and how (HTML, "navigate" and "traverse the history").
 * That nothing came of it, a browser tells only in part (`navigateerror`): of an answer without content and of a
 * download it says nothing, so that the server is asked.
 */
export function watchLeaving(changed: () => void): () => boolean {
  let isLeaving = false;
  let bringsPage = true;
  let timer: number | undefined;
  const set = (it: boolean): void => {
    natives.clearTimeout(timer);
    timer = it ? natives.setTimeout(() => void ask(), ASK_MS) : undefined;
    if (isLeaving === it) return;
    isLeaving = it;
    changed();
  };
  const ask = async (): Promise<void> => {
    const isUnderway = await asksUnderway();
    if (isLeaving) set(isUnderway);
  };
  const stay = (): void => set(false);

  natives.addEventListener(self, 'beforeunload', (event) => {
    if (!bringsPage) return;
    // Later, when the page and the person have had their say: both may choose to stay.
    natives.setTimeout(() => {
      if (!event.defaultPrevented) set(true);
    }, 0);
  });
  const navigation = (self as { navigation?: EventTarget }).navigation;
  if (navigation !== undefined) {
    natives.addEventListener(navigation, 'navigate', (event) => {
      bringsPage = BRINGS_A_PAGE.test((event as NavigateEvent).destination.url);
      natives.setTimeout(() => (bringsPage = true), 0);
    });
    natives.addEventListener(navigation, 'navigateerror', stay);
  }
  // Stopped from the shell: where the shell itself had sent the page away, there is no `navigateerror`.
  port.onMessage((message) => {
    if (message.type === 'history' && message.to === 'stop') stay();
  });
  natives.addEventListener(self, 'pageshow', stay);
  return () => isLeaving;
}

/** A server that cannot be asked cannot send a page either. */
async function asksUnderway(): Promise<boolean> {
  try {
    const answer = await natives.fetch(ownUrl(ownPaths.underway), { cache: 'no-store' });
    return answer.ok && (await answer.text()) === 'true';
  } catch {
    return false;
  }
}
