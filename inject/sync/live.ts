// A frame of the browser that runs the page: records it, and does in it what others' hands do.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { NestedReply } from '../../protocol/frame-port.ts';
import { createRecorder, type Told } from '../mirror/record.ts';
import { self } from '../natives.ts';
import type { FromShell } from '../port.ts';
import { watchClear } from './clear.ts';
import { answerResync, tellDom } from './dom.ts';
import { createRemoteFocus, type RemoteFocus } from './focus.ts';
import { watchGestures } from './gesture.ts';
import { watchHands, type HandStates } from './hand-state.ts';
import { watchHistory } from './history.ts';
import { applyInput } from './input-apply.ts';
import { createMarks } from './marks.ts';
import { createFramesWithin } from './nested.ts';
import { followMoves, tellPage, type ToldPage } from './page.ts';
import { tellPointer, watchPointer } from './pointer.ts';
import { createRoots } from './roots.ts';
import { createSpeech, type Applies, type Scene } from './scene.ts';
import { syncScroll } from './scroll.ts';
import { apply, createStanding } from './standing.ts';
import { watchStored } from './storing.ts';
import { watchUnpack } from './unpacking.ts';

/** One side of a frame, live or mirror. */
export interface Side {
  /** It is known now where in the window this frame is. */
  readonly begin: (place: NestedReply) => void;
  /** It is shown again after it was kept aside. */
  readonly again: (connect: (place: NestedReply) => void) => void;
  readonly heard: (message: FromShell) => void;
}

export function startLive(boot: Boot, book: AddressBook, document: Document): Side {
  const standing = createStanding();
  const speech = createSpeech();
  const roots = createRoots();
  let scene: Scene | null = null;
  let place: NestedReply | null = null;
  let applies: Applies = {};
  let told: ToldPage | null = null;
  let focus: RemoteFocus | null = null;
  let hands: HandStates | null = null;
  let wakeMarks = (): void => undefined;
  /** Recorded before it was known for which frame. */
  let early: Told[] = [];

  const recorder = createRecorder(document, {
    tell: (it) => {
      if (scene === null) early.push(it);
      else tellDom(scene, it);
      told?.look();
      if (it.kind === 'snapshot') hands?.retell();
      hands?.refresh();
    },
    onRoot: roots.add,
    focused: () => focus?.pretended() ?? null,
  });
  const within = createFramesWithin({
    boot,
    window: document.defaultView ?? self,
    roots: roots.all,
    idOf: (node) => {
      recorder.flush();
      return recorder.idOf(node);
    },
    place: () => place,
    onFrame: recorder.noteFrameUrl,
  });
  const begin = (found: NestedReply): void => {
    place = found;
    const { frame } = found;
    const now: Scene = {
      boot,
      book,
      role: 'live',
      document,
      frame,
      numbers: recorder,
      page: () => found.page,
      isController: standing.controller,
      ...standing,
      ...speech,
    };
    if (frame === '') told = tellPage(document, found.page, book, speech.tell);
    scene = now;
    for (const it of early) tellDom(now, it);
    early = [];
    followMoves(document, recorder);
    const remote = createRemoteFocus(document, () => wakeMarks());
    focus = remote;
    hands = watchHands(roots, recorder, remote);
    const marks = createMarks(now, within.offsets, remote.pretended);
    const pointer = tellPointer(now);
    watchPointer(now, pointer);
    watchGestures(now, marks, pointer);
    watchStored(recorder.flush);
    applies = {
      ...marks.applies,
      ...syncScroll(now, roots.each),
      ...applyInput(now, remote, recorder.noteControl),
      ...answerResync(recorder),
      ...watchHistory(now),
      ...watchClear(now),
    };
    watchUnpack(now, applies);
    wakeMarks = marks.wake;
    within.look();
  };
  return {
    begin,
    again: (connect) => {
      if (place === null) return;
      connect(place);
      told?.again();
      recorder.resync();
    },
    heard: (message) => {
      const hadControl = standing.controller();
      standing.heard(message);
      if (hadControl && !standing.controller()) focus?.hold();
      if (message.type === 'init') wakeMarks();
      if (message.type === 'relay') apply(applies, message.relayed);
    },
  };
}
