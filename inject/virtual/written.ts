// document.write and writeln: text may be cut anywhere; what is not complete waits for the next piece, as it does in the parser.
import { call, apply, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { markupRules } from '../rewrite/attribute.ts';
import { scanMarkup, type Scanned } from '../rewrite/markup.ts';
import { enterFrames } from './frames.ts';

/** What waits, by document. */
const waiting = new WeakMap<Document, Scanned>();
const NOTHING: Scanned = { text: '', rest: '', shown: 0 };

export const written: VirtualApi = (realm) => {
  const { window, patch } = realm;
  const document = window.Document.prototype;
  for (const key of ['write', 'writeln'] as const) {
    patch(document, key, (native) => ({
      value(this: Document, ...args: unknown[]) {
        const text = args.map(textOf).join('') + (key === 'writeln' ? '\n' : '');
        const { rest, shown } = waiting.get(this) ?? NOTHING;
        const scanned = scanMarkup(rest + text, markupRules(realm), false, shown);
        const { text: ready } = scanned;
        waiting.set(this, scanned);
        // Called even with nothing: it opens a closed document. `write` where the line break waits with the text.
        if (key === 'writeln' && ready.endsWith('\n')) call(native, this, [ready.slice(0, -1)]);
        else apply(nativeWrite as Fn, this, [ready] as never[]);
        if (/<iframe/i.test(ready)) entered(realm, this);
      },
    }));
  }
  patch(document, 'close', (native) => ({
    value(this: Document) {
      const { rest, shown } = waiting.get(this) ?? NOTHING;
      waiting.delete(this);
      if (rest.length > shown)
        apply(nativeWrite as Fn, this, [scanMarkup(rest, markupRules(realm), true, shown).text] as never[]);
      call(native, this, []);
    },
  }));
};

const nativeWrite = natives.document?.write;

function entered(realm: Realm, document: Document): void {
  const root = document.documentElement as Element | null;
  if (root) enterFrames(realm, root);
}
