// Service workers are registered, looked up and sent on with real URLs. What they tell is in traces.ts.
import { call } from '../natives.ts';
import { type Fn, type VirtualApi, textOf } from '../realm.ts';

export const serviceWorker: VirtualApi = ({ window, patch, map }) => {
  const globals = window as unknown as Record<string, { prototype: Record<string, Fn> } | undefined>;
  const mapFirst = (name: string, key: string): void => {
    patch(globals[name]?.prototype, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        if (args.length > 0) args[0] = map(textOf(args[0]));
        const settings = args[1];
        if (typeof settings === 'object' && settings !== null && 'scope' in settings)
          args[1] = { ...settings, scope: map(textOf(settings.scope)) };
        return call(native, this, args);
      },
    }));
  };
  mapFirst('ServiceWorkerContainer', 'register');
  mapFirst('ServiceWorkerContainer', 'getRegistration');
  mapFirst('Clients', 'openWindow');
  mapFirst('WindowClient', 'navigate');
};
