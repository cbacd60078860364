// Dialogs of the browser's own (HTML, "simple dialogs"): they stop the page for everybody, and only its own participant sees them.
import { ownPaths } from '../../protocol/cookie-names.ts';
import type { PageDialog } from '../../protocol/state.ts';
import { call } from '../natives.ts';
import { own } from '../own.ts';
import { textOf, type VirtualApi } from '../realm.ts';

const KINDS = ['alert', 'confirm', 'prompt', 'print'] as const satisfies readonly PageDialog['kind'][];
const MAX_TEXT = 1_000;

// Synchronous: while the dialog is open nothing of this page, nor of the shell around it, can say anything.
const tell = (dialog: PageDialog | null): unknown => own('POST', ownPaths.dialog, JSON.stringify(dialog));

export const dialogs: VirtualApi = ({ window, patch, boot }) => {
  for (const kind of KINDS) {
    patch(window, kind, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        // Converted once, as the browser would: the page's own toString must not run twice.
        if (args.length > 0 && kind !== 'print') args[0] = textOf(args[0]);
        const isTold = kind !== 'print' && boot.privacy.mode !== 'private';
        const [said] = args;
        tell({ kind, text: isTold && typeof said === 'string' ? said.slice(0, MAX_TEXT) : '' });
        try {
          return call(native, this, args);
        } finally {
          tell(null);
        }
      },
    }));
  }
};
