// Function.prototype.toString: ours show the native they stand for, the page's own the text it was written as.
import { call } from '../natives.ts';
import { sources, type VirtualApi } from '../realm.ts';
import { unrewritten } from '../rewrite/code.ts';

export const functionSource: VirtualApi = ({ window, patch }) => {
  patch(window.Function.prototype, 'toString', (native) => ({
    value(this: unknown) {
      const known = typeof this === 'function' ? sources.get(this) : undefined;
      return known ? call(native, known, []) : unrewritten(call(native, this, []) as string);
    },
  }));
};
