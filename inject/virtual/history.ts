// history: addresses of the own origin; whatever else, the browser refuses as it does on the site.
import { call } from '../natives.ts';
import { moved } from '../moved.ts';
import { type VirtualApi, textOf } from '../realm.ts';

export const history: VirtualApi = ({ window, patch, map, listen }) => {
  for (const method of ['pushState', 'replaceState'] as const) {
    patch(window.History.prototype, method, (native) => ({
      value(this: History, ...args: unknown[]) {
        const url = args[2];
        if (url !== undefined && url !== null) args[2] = map(textOf(url));
        call(native, this, args);
        moved();
      },
    }));
  }
  for (const event of ['popstate', 'hashchange'] as const) listen(window, event, moved, true);
};
