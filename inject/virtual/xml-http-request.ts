// XMLHttpRequest: where it goes and where it came from.
import { call } from '../natives.ts';
import { type VirtualApi, textOf } from '../realm.ts';

export const xmlHttpRequest: VirtualApi = ({ window, urls, accessor, patch, map }) => {
  const found = window.XMLHttpRequest as typeof XMLHttpRequest | undefined;
  patch(found?.prototype, 'open', (native) => ({
    value(this: XMLHttpRequest, ...args: unknown[]) {
      if (args.length > 1) args[1] = map(textOf(args[1]));
      return call(native, this, args);
    },
  }));
  accessor(found?.prototype, 'responseURL', (native) => ({
    get() {
      return urls.real(native.get(this));
    },
  }));
};
