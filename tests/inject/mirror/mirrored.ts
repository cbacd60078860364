// A recorder and a reflector wired to each other.
import { createRecorder, type Recorder, type Told } from '../../../inject/mirror/record.ts';
import { createReflector, type Reflector, type Wanted } from '../../../inject/mirror/reflect.ts';

export interface Mirrored {
  readonly recorder: Recorder;
  readonly reflector: Reflector;
  readonly copy: Document;
  readonly told: Told[];
  readonly asked: string[];
  /** Tells all that is pending, and lets observers run first. */
  readonly settle: () => Promise<void>;
  readonly stop: () => void;
}

/** `pass` is what lies between; `wanted` hears what the mirror asks for. */
export function mirror(
  source: Document,
  pass: (it: Told) => Told | null = (it) => it,
  wanted: (it: Wanted) => void = () => undefined,
): Mirrored {
  const copy = source.implementation.createHTMLDocument('');
  // jsdom leaves such a document "loading" for good.
  Object.defineProperty(copy, 'readyState', { value: 'complete' });
  const told: Told[] = [];
  const asked: string[] = [];
  const reflector = createReflector({
    document: copy,
    hands: {
      takesValue: () => true,
      showFocus: () => undefined,
      takesRange: () => false,
      showHands: () => undefined,
    },
    resync: (it) => {
      asked.push(it.reason);
      wanted(it);
    },
    applying: () => undefined,
    applied: () => undefined,
    onRoot: () => undefined,
  });
  const recorder = createRecorder(source, {
    focused: () => null,
    onRoot: () => undefined,
    tell: (it) => {
      told.push(it);
      const passed = pass(it);
      if (passed !== null) reflector.hear(passed);
    },
  });
  return {
    recorder,
    reflector,
    copy,
    told,
    asked,
    settle: async () => {
      await Promise.resolve();
      recorder.flush();
    },
    stop: recorder.stop,
  };
}
