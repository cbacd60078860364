import { syncScroll } from '../../../inject/sync/scroll.ts';
import type { Scene } from '../../../inject/sync/scene.ts';
import { sceneOf, type Heard } from './scene-for-tests.ts';

/** jsdom does not scroll: an element that does. */
function scroller(): HTMLElement {
  const element = document.createElement('div');
  document.body.append(element);
  const sizes = { scrollHeight: 1_100, clientHeight: 100, scrollWidth: 100, clientWidth: 100 };
  for (const [key, value] of Object.entries(sizes)) Object.defineProperty(element, key, { value });
  element.scrollTo = ((to: ScrollToOptions) => {
    element.scrollTop = to.top ?? 0;
    element.dispatchEvent(new Event('scroll'));
  }) as HTMLElement['scrollTo'];
  return element;
}
const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

function synced(is: { role?: Scene['role']; controller?: boolean }): {
  readonly it: HTMLElement;
  readonly told: Heard[];
  readonly hear: (y: number, after?: { from: string; seq: number } | null, seq?: number) => void;
} {
  const it = scroller();
  const { scene, told } = sceneOf([it], is);
  const { scroll } = syncScroll(scene, (each) => each(document));
  const hear = (y: number, after: { from: string; seq: number } | null = null, seq = 1): void =>
    scroll?.({ window: 'w1', frame: '', node: 1, anchor: null, x: 0, y, after }, { from: 'other222', seq });
  return { it, told, hear };
}
const scrollTo = async (it: HTMLElement, top: number): Promise<void> => {
  it.scrollTo({ top });
  await frame();
};

// The scroll range is what the saved getters say, which in jsdom is nothing: positions are compared, shares are not.
test("the controller's own scroll is told, once", async () => {
  const { it, told } = synced({ controller: true });
  await scrollTo(it, 500);
  await frame();
  expect(told).toMatchObject([{ name: 'scroll', body: { node: 1, after: null } }]);
});

test('who has no control tells nothing from a mirror, but the live page does', async () => {
  const mirror = synced({ controller: false });
  await scrollTo(mirror.it, 500);
  expect(mirror.told).toEqual([]);
  const live = synced({ controller: false, role: 'live' });
  await scrollTo(live.it, 500);
  expect(live.told).toHaveLength(1);
});

test('what somebody else has scrolled is no scroll of ours', async () => {
  const { it, told, hear } = synced({ controller: true });
  hear(0.5);
  it.dispatchEvent(new Event('scroll'));
  await frame();
  expect(told).toEqual([]);
  await scrollTo(it, 900);
  expect(told).toMatchObject([{ body: { after: { from: 'other222', seq: 1 } } }]);
});

test('an answer to an older scroll of ours is not done', async () => {
  const { it, told, hear } = synced({ controller: true });
  await scrollTo(it, 500);
  told[0]?.sent?.(10);
  await scrollTo(it, 700);
  told[1]?.sent?.(11);
  hear(0, { from: 'meeeeeee', seq: 10 });
  expect(it.scrollTop).toBe(700);
  hear(0, { from: 'meeeeeee', seq: 11 });
  expect(it.scrollTop).toBe(0);
});
