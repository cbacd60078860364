// Who is in the shop. Bounded: the visitor who has been away longest is forgotten first.
import { randomBytes } from 'node:crypto';
import type { Basket } from './basket.ts';
import { freshPlan, type Plan } from './plan.ts';

export interface Order {
  readonly number: string;
  readonly lines: Basket;
  readonly total: number;
  readonly delivery: string;
  /** Of the card only this is kept. */
  readonly lastDigits: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Visitor {
  /** Secret: the cookie's value. */
  readonly id: string;
  /** What every form of this visitor must bring back. */
  readonly token: string;
  name: string | null;
  basket: Basket;
  orders: readonly Order[];
  plan: Plan;
}

export interface Visitors {
  readonly find: (id: string) => Visitor | undefined;
  readonly admit: () => Visitor;
  /** The same visitor under a new id: whoever knew the old one knows nothing (session fixation). */
  readonly renew: (old: Visitor) => Visitor;
  readonly size: () => number;
}

const secret = (): string => randomBytes(18).toString('base64url');

export function visitorList(max: number): Visitors {
  // A Map keeps the order of insertion, so its first key is the one longest unseen.
  const known = new Map<string, Visitor>();
  const keep = (it: Visitor): Visitor => {
    known.delete(it.id);
    known.set(it.id, it);
    const [oldest] = known.keys();
    if (known.size > max && oldest !== undefined) known.delete(oldest);
    return it;
  };
  return {
    find: (id) => {
      const found = known.get(id);
      return found === undefined ? undefined : keep(found);
    },
    admit: () => keep({ id: secret(), token: secret(), name: null, basket: [], orders: [], plan: freshPlan }),
    renew: (old) => {
      known.delete(old.id);
      return keep({ ...old, id: secret(), token: secret() });
    },
    size: () => known.size,
  };
}
