// A frame of a browser that reflects the page, and whose participant may have control of it.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { NestedReply } from '../../protocol/frame-port.ts';
import { createHandStyles } from '../mirror/hand-styles.ts';
import { markHidden } from '../mirror/hidden-marker.ts';
import { createReflector, type Wanted } from '../mirror/reflect.ts';
import { self } from '../natives.ts';
import { port } from '../port.ts';
import { capture } from './captured.ts';
import { captureFiles } from './capture-files.ts';
import { captureKeys, type CapturedKeys } from './capture-keys.ts';
import { captureMouse } from './capture-mouse.ts';
import { watchClear } from './clear.ts';
import { hearDom } from './dom.ts';
import { watchGestures } from './gesture.ts';
import type { Side } from './live.ts';
import { createMarks } from './marks.ts';
import { createFramesWithin } from './nested.ts';
import { createOwnInput } from './own-input.ts';
import { packPage } from './packing.ts';
import { tellPointer, watchPointer } from './pointer.ts';
import { createRoots } from './roots.ts';
import { createSpeech, type Applies, type Scene } from './scene.ts';
import { syncScroll } from './scroll.ts';
import { apply, createStanding } from './standing.ts';

export function startMirror(boot: Boot, book: AddressBook, document: Document): Side {
  const standing = createStanding();
  const speech = createSpeech();
  const roots = createRoots();
  roots.add(document);
  roots.each((root) => markHidden(root as Document | ShadowRoot));
  let scene: Scene | null = null;
  let place: NestedReply | null = null;
  let page = '';
  let applies: Applies = {};
  let keys: CapturedKeys | null = null;
  let wakeMarks = (): void => undefined;

  const askAgain = ({ reason, drift, parts }: Wanted): void => {
    if (place === null) return;
    const named =
      parts.length > 0 ? { parts: parts.map(([from, count]): [number, number] => [from, count]) } : {};
    speech.tell('resync', { frame: place.frame, reason, drift, ...named });
  };
  const own = createOwnInput(document, {
    scene: () => scene,
    lost: () => askAgain({ reason: 'input was refused', drift: false, parts: [] }),
    focusMoved: () => wakeMarks(),
  });
  const styles = createHandStyles(roots.all);
  const reflector = createReflector({
    document,
    hands: { ...own.hands, showHands: styles.show },
    resync: askAgain,
    applying: () => keys?.applying(),
    applied: () => {
      keys?.applied();
      within.look();
      styles.refresh();
    },
    onRoot: roots.add,
  });
  const within = createFramesWithin({
    boot,
    window: document.defaultView ?? self,
    idOf: reflector.idOf,
    roots: roots.all,
    // Frames within belong to the page that is shown: the first snapshot says which.
    place: () => (place === null || page === '' ? null : { frame: place.frame, page }),
    onFrame: () => wakeMarks(),
  });
  const begin = (found: NestedReply): void => {
    place = found;
    const { frame } = found;
    const now: Scene = {
      boot,
      book,
      role: 'mirror',
      document,
      frame,
      numbers: reflector,
      page: () => page,
      isController: standing.controller,
      ...standing,
      ...speech,
    };
    scene = now;
    const marks = createMarks(now, within.offsets, own.shownFocus);
    const pointer = tellPointer(now);
    watchPointer(now, pointer);
    watchGestures(now, marks, pointer);
    const captured = capture(now, own, roots.each);
    captureFiles(captured);
    keys = captureKeys(captured, captureMouse(captured).isPressing);
    applies = {
      ...marks.applies,
      ...syncScroll(now, roots.each),
      ...hearDom(reflector, (id) => (page = id)),
      ...watchClear(now),
    };
    wakeMarks = marks.wake;
  };
  return {
    begin,
    again: (connect) => {
      if (place !== null) connect(place);
    },
    heard: (message) => {
      standing.heard(message);
      if (message.type === 'relay') apply(applies, message.relayed);
      if (message.type === 'pack') port.send({ type: 'packed', page: packPage(document, own.focused()) });
    },
  };
}
