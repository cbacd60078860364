// The live side: tells what the document is, and then what changes in it.
import type { DomOp } from '../../protocol/dom.ts';
import { loadWhenNear } from '../lazy.ts';
import { method, natives, platformClass } from '../natives.ts';
import { createCanvases } from './canvases.ts';
import { createChanges } from './changes.ts';
import { createChecking, type Part } from './checking.ts';
import { controlState } from './control-state.ts';
import { createDefined } from './defined.ts';
import { describe, type Place } from './describe.ts';
import { encode } from './encode.ts';
import { frameContent } from './frame-content.ts';
import { createLedger } from './ledger.ts';
import { changesMasking, hidesByDefault, isHidden } from './masking.ts';
import { dom } from './native-dom.ts';
import { createNoticed, isControl } from './noticed.ts';
import { createPace } from './pace.ts';
import { createSheets } from './sheets.ts';
import { scrollState, shownState } from './shown-state.ts';
import { takeSnapshot, type Describe } from './snapshot.ts';
import type { Step } from './walk.ts';
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
  /** Whether a snapshot is under way. */
  readonly isTelling: () => boolean;
  readonly stop: () => void;
}

const observed = { childList: true, subtree: true, attributes: true, characterData: true } as const;

interface Parts {
  readonly tell: (it: Told) => void;
  /** Called once for the document and each document and shadow root in it, when it is found. */
  readonly onRoot: (root: Node) => void;
  /** What the page holds to be focused although the browser does not. */
  readonly focused: () => Element | null;
}

export function createRecorder(document: Document, { tell, onRoot, focused }: Parts): Recorder {
  const ledger = createLedger();
  /** Those to look at now and then, and all that ever were. */
  const roots = new Set<Node>();
  const watched = new WeakSet<Node>();
  const toldHidden = new WeakSet<Element>();
  let hides = false;
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
    if (isHidden(element)) {
      toldHidden.add(element);
      hides = true;
    } else toldHidden.delete(element);
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
    if (name === 'iframe') tellSome(frameState(element, id), last);
    if (name === 'canvas') tellSome(canvases.describe(element, id), last);
    if (name === 'iframe' || name === 'img') loadWhenNear(element);
    if (name.includes('-')) defined.describe(name, now);
  };

  const frameUrls = new WeakMap<Element, string>();
  const frameState = (frame: Element, id: number): DomOp | null => {
    const url = frameUrls.get(frame);
    const source = dom.getAttribute(frame, 'src');
    const base = natives.baseURI(document);
    const written = source !== null && URL.canParse(source, base) ? new URL(source, base).href : '';
    return url === undefined || url === written || frameContent(frame) !== null ? null : ['go', id, url];
  };

  const enter = (root: Node): void => {
    const type = dom.type(root);
    if (type !== 9 && type !== 11) return;
    roots.add(root);
    if (watched.has(root)) return;
    watched.add(root);
    if (dom.documentOf(root) === document || root === document) observer?.observe(root, observed);
    else watchForeign(root);
    noticed.watchRoot(root);
    onRoot(root);
  };
  const onRecords = (records: readonly MutationRecord[]): void => {
    changes.note(records);
    if (records.some(changesHidden)) tellAnew();
    checking.changed();
    pace.ask();
  };
  /** Something was hidden or shown: what stands in it is to be told otherwise. */
  const changesHidden = ({ type, target, attributeName }: MutationRecord): boolean => {
    if (type !== 'attributes' || attributeName === null || !changesMasking(attributeName)) return false;
    const element = target as Element;
    const was = toldHidden.has(element);
    return ledger.entryOf(element) !== undefined && was !== isHidden(element);
  };
  const observer = natives.MutationObserver && new natives.MutationObserver(onRecords);
  /** Of documents in frames: each has its own, as `toOwnRealm` comes before its records are looked at. */
  const foreign = new Map<Node, MutationObserver>();
  const watchForeign = (root: Node): void => {
    if (natives.MutationObserver === undefined) return;
    const watcher = new natives.MutationObserver((records) => {
      toOwnRealm(root);
      onRecords(records);
    });
    toOwnRealm(root);
    watcher.observe(root, observed);
    foreign.set(root, watcher);
  };
  const noteRecords = (): void => {
    if (observer) changes.note(observer.takeRecords());
    for (const [root, watcher] of foreign) {
      toOwnRealm(root);
      changes.note(watcher.takeRecords());
    }
  };
  const changes = createChanges({ ledger, document, describe: describeStep });

  const send = (kind: Told['kind'], ops: string): void => tell({ seq: seq++, kind, ops });
  const flush = (): void => {
    if (telling || stopped) return;
    noteRecords();
    if (changes.isEmpty()) return;
    const ops = changes.take();
    if (ops === null) return retell(false);
    if (ops.length > 0) send('changes', encode(ops));
  };
  const pace = createPace(flush);
  /** Tells what has changed; false: a snapshot is under way. */
  const settled = (): boolean => {
    flush();
    return !telling;
  };

  /** `joins`: whoever has had everything so far need not look at the snapshot. */
  const retell = (joins: boolean): void => {
    if (telling || stopped) return;
    noteRecords();
    const ops = joins ? changes.take() : null;
    if (ops !== null && ops.length > 0) send('changes', encode(ops));
    const before = ops === null ? '' : stream;
    const after = seq - 1;
    stream = `${natives.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    sheets.restart();
    telling = true;
    seq = 0;
    takeSnapshot({
      document,
      ledger,
      joins: ops !== null,
      enter,
      isStopped: () => stopped,
      describe: describeNode,
      first: ['start', dom.url(document), stream, before, after],
      tell: (text) => send(seq === 0 ? 'snapshot' : 'changes', text),
      done: toldAll,
    });
  };
  const toldAll = (): void => {
    telling = false;
    noticed.noteFocused();
    flush();
    checking.changed();
    if (isStale || isAskedAgain) {
      const joins = !isStale;
      isStale = isAskedAgain = false;
      retell(joins);
    }
  };

  /** What was told is told otherwise now; what is being told has to be told again. */
  const tellAnew = (): void => {
    if (telling) isStale = true;
    else retell(false);
  };

  const leave = (root: Node): void => {
    roots.delete(root);
    // It may come back, and is watched anew then.
    foreign.get(root)?.disconnect();
    if (foreign.delete(root)) watched.delete(root);
  };
  const checking = createChecking({
    document,
    ledger,
    hides: () => hides || hidesByDefault(),
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
    if (telling) isAskedAgain = true;
    else if (parts.length === 0) retell(true);
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
  retell(false);

  return {
    idOf,
    nodeOf: ledger.nodeOf,
    resync,
    note: noteState,
    noteControl: noticed.noteControl,
    noteFrameUrl: (frame, url) => {
      frameUrls.set(frame, url);
      const id = idOf(frame);
      if (id !== undefined) noteState(`go ${id}`, () => frameState(frame, id));
    },
    flush,
    isTelling: () => telling,
    stop: () => {
      observer?.disconnect();
      for (const watcher of foreign.values()) watcher.disconnect();
      stopped = true;
      pace.stop();
      checking.stop();
      noticed.stop();
      sheets.stop();
      canvases.stop();
      stopShadows();
    },
  };
}

const createWalker = method(platformClass('Document'), 'createTreeWalker');
const nextNode = method(platformClass('TreeWalker'), 'nextNode');

/**
 * A node's object belongs to the realm it is first asked for in, and an observer's records are asked in the observer's: the
 * frame's own scripts would meet elements that are no instances of their own classes. So they are asked for in their own
 * document first.
 */
function toOwnRealm(root: Node): void {
  const document = dom.type(root) === 9 ? (root as Document) : dom.documentOf(root);
  if (document === null) return;
  const walker = createWalker(document, root);
  while (nextNode(walker) !== null);
}

function tellSome(op: DomOp | null, tell: (op: DomOp) => void): void {
  if (op !== null) tell(op);
}
