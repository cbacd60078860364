// A frame that is taken away is not asked, as a window is that closes (HTML, "close a top-level traversable").
import { natives } from './natives.ts';

/** Whatever its page answers: nobody could be asked in turn. Nothing happens where another origin's page is. */
export function announceLeaving(window: Window | null): void {
  const document = documentOf(window);
  if (window === null || document === null) return;
  const event = document.createEvent('BeforeUnloadEvent');
  event.initEvent('beforeunload', false, true);
  natives.dispatchEvent(window, event);
}

function documentOf(window: Window | null): Document | null {
  try {
    return window?.document ?? null;
  } catch {
    return null;
  }
}
