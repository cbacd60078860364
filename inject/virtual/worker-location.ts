// self.location of a worker: configurable there, so it is replaced where it is.
import {
  defineProperty,
  getOwnPropertyDescriptor,
  getter,
  inDocument,
  natives,
  platformClass,
} from '../natives.ts';
import { disguise, type Fn, type VirtualApi } from '../realm.ts';

const PARTS = ['href', 'origin', 'protocol', 'host', 'hostname', 'port'] as const;

export const workerLocation: VirtualApi = ({ window, boot, urls, accessor }) => {
  if (inDocument) return;
  const owner = platformClass('WorkerLocation' as never) as unknown as
    { prototype: Record<string, string | undefined> } | undefined;
  if (!owner) return;
  const nativeHref = getter(owner, 'href');
  /** A wrapped blob: worker was made with another address than the one it runs from. */
  const href = (location: Record<string, string | undefined>): string =>
    /^(?:blob|data):/.test(boot.url) ? boot.url : urls.real(nativeHref(location) ?? '');
  for (const part of PARTS) {
    accessor(owner.prototype, part, (native) => ({
      get() {
        const real = href(this);
        if (part === 'href') return real;
        return /^https?:/.test(real) ? new natives.URL(real)[part] : urls.real(native.get(this) ?? '');
      },
    }));
  }
  const text = getOwnPropertyDescriptor(owner.prototype, 'toString');
  if (text)
    defineProperty(owner.prototype, 'toString', {
      ...text,
      value: disguise(
        {
          value(this: Record<string, string | undefined>) {
            return href(this);
          },
        }.value,
        text.value as unknown as Fn,
      ),
    });
  for (let scope: object | null = window; scope; scope = Reflect.getPrototypeOf(scope)) {
    accessor(scope as Record<'origin', string>, 'origin', (native) => ({
      get: () => urls.real(native.get(window)),
    }));
  }
};
