// EventSource, WebSocket and their like, and sendBeacon: a URL goes in, and is read back.
import { call } from '../natives.ts';
import { type VirtualApi, textOf } from '../realm.ts';

const CLASSES = ['EventSource', 'WebSocket', 'WebSocketStream'] as const;

export const connections: VirtualApi = ({ window, urls, accessor, patch, constructed, map }) => {
  for (const name of CLASSES) {
    constructed(name, (args) =>
      args.length === 0 || typeof args[0] === 'symbol' ? args : [map(textOf(args[0])), ...args.slice(1)],
    );
    const found = (window as unknown as Record<string, { prototype: { url: string } } | undefined>)[name];
    accessor(found?.prototype, 'url', (native) => ({
      get() {
        return urls.real(native.get(this));
      },
    }));
  }
  const navigator = (window as { Navigator?: typeof Navigator }).Navigator;
  patch(navigator?.prototype, 'sendBeacon', (native) => ({
    value(this: Navigator, ...args: unknown[]) {
      if (args.length > 0) args[0] = map(textOf(args[0]));
      return call(native, this, args);
    },
  }));
};
