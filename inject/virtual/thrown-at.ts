// Where an error was thrown, as the page would know it: the frames of ours that a native was called through do not count.
import { call, getOwnPropertyDescriptor, inDocument, self } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';

export interface Place {
  readonly file: string;
  /** Both from 1; 0 where the browser does not know. */
  readonly line: number;
  readonly column: number;
}

const ownFile = inDocument ? '' : self.location.href;

/** Whether a place is in our script: in a file of its own, or at the beginning of a worker's. */
export const isOurs = ({ boot }: Realm, { file, line, column }: Place): boolean =>
  file.includes('/_lockstep/') ||
  (boot.prelude > 0 && line === 1 && column <= boot.prelude && file === ownFile);

const FRAME = /^\s*at .*?((?:https?|blob|data):[^\s()]+):(\d+):(\d+)\)?$/m;

/** The place of an error that the browser says was thrown at `place`. */
export function placeOf(realm: Realm, place: Place, error: unknown): Place {
  const { file, line, column } = place;
  if (!isOurs(realm, place)) {
    const shift = line === 1 && file === ownFile ? realm.boot.prelude : 0;
    return { file: realText(realm, file), line, column: column - shift };
  }
  // Ours are left out of what the error says of itself (traces.ts).
  const stack: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stack') : null;
  const [, first = realText(realm, file), at = line, from = column] = FRAME.exec(String(stack)) ?? [];
  return { file: first, line: Number(at), column: Number(from) };
}

/** ErrorEvent: filename, lineno, colno. */
export const thrownAt: VirtualApi = (realm) => {
  const { ErrorEvent } = realm.window;
  const read = (key: keyof ErrorEvent): ((event: ErrorEvent) => unknown) => {
    const native = getOwnPropertyDescriptor(ErrorEvent.prototype, key)?.get;
    return (event) => call(native, event, []);
  };
  const [file, line, column, error] = [read('filename'), read('lineno'), read('colno'), read('error')];
  const where = (event: ErrorEvent): Place =>
    placeOf(
      realm,
      { file: file(event) as string, line: line(event) as number, column: column(event) as number },
      error(event),
    );
  realm.accessor(ErrorEvent.prototype, 'filename', () => ({
    get() {
      return where(this).file;
    },
  }));
  realm.accessor(ErrorEvent.prototype, 'lineno', () => ({
    get() {
      return where(this).line;
    },
  }));
  realm.accessor(ErrorEvent.prototype, 'colno', () => ({
    get() {
      return where(this).column;
    },
  }));
};
