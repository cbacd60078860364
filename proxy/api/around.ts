import type { Options } from '../../config/options.ts';
import type { BaseAddress } from '../../protocol/address.ts';
import type { AdminDoor } from '../admin/door.ts';
import type { Registry } from '../registry/registry.ts';
import type { SipGateway } from '../sip/gateway/gateway.ts';
import type { Assets } from './assets.ts';

/** What the routes need of the rest of the server. */
export interface Around {
  readonly base: BaseAddress;
  readonly options: Pick<Options, 'create' | 'privacy' | 'metrics' | 'maxSites' | 'startRate' | 'guessRate'>;
  readonly registry: Registry;
  readonly door: AdminDoor;
  readonly assets: Assets;
  /** Why a site may not be browsed, or null. */
  readonly siteProblem: (url: string) => string | null;
  /** The demo shop, for the start page. */
  readonly demoUrl: string;
  /** Null: it is off. It starts when everything else stands. */
  readonly sip: { gateway: SipGateway | null };
  /** Whether the server is about to stop. */
  readonly phase: { isClosing: boolean };
  readonly now: () => number;
  readonly fault: (error: unknown, what: string) => void;
}
