// Pictures and frames with loading=lazy. A page in the shell is a frame of another origin, for which browsers let no margin
// count (Intersection Observer, "compute the intersection"): they would come only once they are seen.
import { natives, platformClass } from './natives.ts';
import { isMainFrame } from './place.ts';

/** From how near they are loaded, as Chromium does on a good network (HTML, "lazy load root margin"). */
const MARGIN = '1250px';

/** Eager for a moment starts it (HTML, the `loading` attribute's change); what has begun goes on. */
function load(element: Element): void {
  const written = natives.getAttribute(element, 'loading') ?? '';
  natives.setAttribute(element, 'loading', 'eager');
  natives.setAttribute(element, 'loading', written);
}

function createObserver(): IntersectionObserver | null {
  const made = platformClass('IntersectionObserver');
  if (made === undefined || !isMainFrame()) return null;
  const onChange = (entries: readonly IntersectionObserverEntry[], observer: IntersectionObserver): void => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      load(target);
    }
  };
  const margins = { rootMargin: MARGIN, scrollMargin: MARGIN };
  return new made(onChange, { root: natives.document ?? null, ...margins });
}

let observer: IntersectionObserver | null | undefined;

/** To be told of every picture and frame of the live page. */
export function loadWhenNear(element: Element): void {
  if (natives.getAttribute(element, 'loading')?.toLowerCase() !== 'lazy') return;
  observer ??= createObserver();
  observer?.observe(element);
}
