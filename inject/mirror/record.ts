// The live side: tells what the document is, and then what changes in it.
import type { DomOp } from '../../protocol/dom.ts';
import { loadWhenNear } from '../lazy.ts';
import { natives, platformClass } from '../natives.ts';
import { createCanvases } from './canvases.ts';
import { createChanges } from './changes.ts';
import { createChecking, type Part } from './checking.ts';
import { controlState } from './control-state.ts';
import { createDefined } from './defined.ts';
import { describe, type Place } from './describe.ts';
import { encode } from './encode.ts';
import { createFrameUrls } from './frame-urls.ts';
import { createLedger } from './ledger.ts';
import { dom } from './native-dom.ts';
import { createNoticed, isControl } from './noticed.ts';
import { createObserving } from './observing.ts';
import { createPace } from './pace.ts';
import { createSheets } from './sheets.ts';
import { scrollState, shownState } from './shown-state.ts';
import { budget } from './slices.ts';
import { takeSnapshot, type Describe } from './snapshot.ts';
import { createToldHidden } from './told-hidden.ts';
import { walk, type Step } from './walk.ts';
import { watchMethod } from './watch.ts';

/** What goes out, in order. */
export interface Told {
  readonly seq: number;
  readonly kind: 'snapshot' | 'changes';
  readonly ops: string;
}

export interface Recorder {
  /** Of a node that the mirrors have; ids are the same there. */
  readonly idOf: (node: Node) => number | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  /** Tells these parts of the document again, or all of it where none is named. */
  readonly resync: (parts?: readonly Part[]) => void;
  /** Adds something that no change of the document tells. */
  readonly note: (key: string, read: () => DomOp | null) => void;
  /** A control's value is to be told again, whether it seems changed or not. */
  readonly noteControl: (control: Element) => void;
  /** A frame with a script of its own shows this native URL. */
  readonly noteFrameUrl: (frame: Element, url: string) => void;
  /** Tells at once what has changed. */
  readonly flush: () => void;
  /** Whether a snapshot is under way, or a part of what has changed is still to be told. */
  readonly isTelling: () => boolean;
  readonly stop: () => void;
}

/** Milliseconds in which new nodes are looked at, at a time. */
const TAKE_MS = 12;

interface Parts {
  readonly tell: (it: Told) => void;
  /** Called once for the document and each document and shadow root in it, when it is found. */
  readonly onRoot: (root: Node) => void;
  /** What the page holds to be focused although the browser does not. */
  readonly focused: () => Element | null;
}

export function createRecorder(document: Document, { tell, onRoot, focused }: Parts): Recorder {
  const ledger = createLedger();
  /** Those to look at now and then. */
  const roots = new Set<Node>();
  const hidden = createToldHidden((node) => ledger.entryOf(node) !== undefined);
  let stream = '';
  let seq = 0;
  /** While a snapshot is told the rest waits for it. */
  let telling = false;
  let isStale = false;
  /** Somebody has asked who may have missed the beginning of what is being told. */
  let isAskedAgain = false;
  let stopped = false;

  const idOf = (node: Node): number | undefined => ledger.entryOf(node)?.id;
  const noteState = (key: string, read: () => DomOp | null): void => {
    changes.noteState(key, read);
    pace.ask();
  };
  const sheets = createSheets({ idOf, noteState });
  const defined = createDefined(noteState);
  const canvases = createCanvases({ idOf, noteState });
  const frameUrls = createFrameUrls({ document, idOf, noteState });
  const noticed = createNoticed({
    document,
    idOf,
    nodeOf: ledger.nodeOf,
    noteState,
    focused,
    onFrame: (frame) => {
      changes.noteFrame(frame);
      pace.ask();
    },
  });

  const describeNode: Describe = ({ node, id, parent }, now, last): void =>
    describeAt(node, { parent, next: 0, id }, now, last);
  const describeStep = (
    { entry, next, moved }: Step,
    now: (op: DomOp) => void,
    last: (op: DomOp) => void,
  ): void => {
    const { id, node } = entry;
    const parent = entry.parent?.id ?? 0;
    if (moved) now(['m', parent, next, id]);
    else describeAt(node, { parent, next, id }, now, last);
  };
  const describeAt = (
    node: Node,
    place: Place,
    now: (op: DomOp) => void,
    last: (op: DomOp) => void,
  ): void => {
    const { id } = place;
    enter(node);
    if (node !== document) tellSome(describe(node, place), now);
    sheets.describe(node, id, last);
    if (dom.type(node) !== 1) return;
    const element = node as Element;
    hidden.note(element);
    describeShown(element, id, now, last);
  };
  const describeShown = (
    element: Element,
    id: number,
    now: (op: DomOp) => void,
    last: (op: DomOp) => void,
  ): void => {
    if (isControl(element)) tellSome(controlState(element, id, true), last);
    shownState(element, id, last);
    tellSome(scrollState(element, id), last);
    const name = dom.localName(element);
    if (name === 'iframe') tellSome(frameUrls.describe(element, id), last);
    if (name === 'canvas') tellSome(canvases.describe(element, id), last);
    if (name === 'iframe' || name === 'img') loadWhenNear(element);
    if (name.includes('-')) defined.describe(name, now);
  };

  const known = new WeakSet<Node>();
  const enter = (root: Node): void => {
    const type = dom.type(root);
    if (type !== 9 && type !== 11) return;
    roots.add(root);
    observing.watch(root);
    if (known.has(root)) return;
    known.add(root);
    noticed.watchRoot(root);
    onRoot(root);
  };
  const onRecords = (records: readonly MutationRecord[]): void => {
    changes.note(records);
    // What stands in it is to be told otherwise.
    if (records.some(hidden.isChangedBy)) tellAnew();
    checking.changed();
    pace.ask();
  };
  const observing = createObserving(document, onRecords);
  const changes = createChanges({ ledger, document, describe: describeStep });

  const send = (kind: Told['kind'], ops: string): void => tell({ seq: seq++, kind, ops });
  const flush = (): void => {
    if (telling || stopped) return;
    observing.take(changes.note);
    if (changes.isEmpty()) return;
    const ops = changes.take(budget(TAKE_MS));
    if (ops === null) return retell({ isTrue: false, joins: false });
    if (ops.length > 0) send('changes', encode(ops));
    if (changes.isPartial()) pace.ask();
    else retellIfAsked();
  };
  const pace = createPace(flush);
  /** Nothing can be told anew just now: it is under way, or only a part of what has changed is told. */
  const isBusy = (): boolean => telling || changes.isPartial();
  /** Tells what has changed; false: not all of it. */
  const settled = (): boolean => {
    flush();
    return !isBusy();
  };

  /**
   * `isTrue`: the books match the document, and are all that has to be read. `joins`: whoever has had everything so far need
   * not look at it.
   */
  const retell = ({ isTrue, joins }: { isTrue: boolean; joins: boolean }): void => {
    if (telling || stopped) return;
    observing.take(changes.note);
    const ops = isTrue ? changes.take(() => false) : null;
    if (joins && ops !== null && ops.length > 0) send('changes', encode(ops));
    const before = joins && ops !== null ? stream : '';
    const after = seq - 1;
    stream = `${natives.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    sheets.restart();
    telling = true;
    seq = 0;
    if (ops === null) enterAll();
    takeSnapshot({
      standing: ledger.standing(),
      isStopped: () => stopped,
      describe: describeNode,
      first: ['start', dom.url(document), stream, before, after],
      tell: (text) => send(seq === 0 ? 'snapshot' : 'changes', text),
      done: toldAll,
    });
  };
  /** Writes the books anew. */
  const enterAll = (): void => {
    changes.clear();
    ledger.restart();
    walk(ledger, document, { parent: null, before: null }, { visit: ({ entry }) => enter(entry.node) });
  };
  const retellIfAsked = (): void => {
    if (!isStale && !isAskedAgain) return;
    const joins = !isStale;
    isStale = isAskedAgain = false;
    retell({ isTrue: true, joins });
  };
  const toldAll = (): void => {
    telling = false;
    noticed.noteFocused();
    flush();
    checking.changed();
    if (!isBusy()) retellIfAsked();
  };

  /** What was told is told otherwise now; what is being told has to be told again. */
  const tellAnew = (): void => {
    isStale = true;
    if (!isBusy()) retellIfAsked();
  };

  const leave = (root: Node): void => {
    roots.delete(root);
    observing.leave(root);
  };
  const checking = createChecking({
    document,
    ledger,
    hides: hidden.any,
    round: () => {
      for (const root of roots) {
        if (idOf(root) === undefined) leave(root);
        else sheets.check(root);
      }
    },
    settled,
    tell: (ops) => send('changes', encode(ops)),
    describeShown: (element, id, now) => {
      if (isControl(element)) tellSome(controlState(element, id, false), now);
      shownState(element, id, now);
      tellSome(scrollState(element, id), now);
    },
  });
  const resync = (parts: readonly Part[] = []): void => {
    if (telling || (parts.length === 0 && changes.isPartial())) isAskedAgain = true;
    else if (parts.length === 0) retell({ isTrue: true, joins: true });
    else if (settled()) send('changes', encode(checking.answer(parts)));
  };

  const noteShadow = (host: object, shadow: unknown): void => {
    if (typeof shadow !== 'object' || shadow === null) return;
    dom.knowShadowRoot(host as Element, shadow as ShadowRoot);
    if (idOf(host as Element) === undefined) return;
    changes.noteRoot(shadow as Node);
    checking.changed();
    pace.ask();
  };
  const stopShadows = watchMethod(platformClass('Element'), 'attachShadow', noteShadow);
  retell({ isTrue: false, joins: false });

  return {
    idOf,
    nodeOf: ledger.nodeOf,
    resync,
    note: noteState,
    noteControl: noticed.noteControl,
    noteFrameUrl: frameUrls.note,
    flush,
    isTelling: isBusy,
    stop: () => {
      stopped = true;
      observing.stop();
      pace.stop();
      checking.stop();
      noticed.stop();
      sheets.stop();
      canvases.stop();
      stopShadows();
    },
  };
}

function tellSome(op: DomOp | null, tell: (op: DomOp) => void): void {
  if (op !== null) tell(op);
}
