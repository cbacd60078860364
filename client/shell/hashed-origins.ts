// Origins whose host label is only a fingerprint (protocol/address.ts): the server has to be told of them before use.
import { ownPaths } from '../../protocol/cookie-names.ts';
import { request } from '../ui/request.ts';

export interface OriginRegistry {
  readonly hashed: ReadonlyMap<string, string>;
  readonly add: (label: string, origin: string) => void;
  /** What the server knows already. */
  readonly learn: (known: Readonly<Record<string, string>>) => void;
}

export function originRegistry(): OriginRegistry {
  const hashed = new Map<string, string>();
  return {
    hashed,
    add: (label, origin) => {
      if (hashed.has(label)) return;
      hashed.set(label, origin);
      void request('POST', ownPaths.host, { origin });
    },
    learn: (known) => {
      for (const [label, origin] of Object.entries(known)) hashed.set(label, origin);
    },
  };
}
