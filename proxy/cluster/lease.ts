// This node says, again and again, that it is there: as long as Redis has heard so in time, what is its is no other's.
import { randomBytes } from 'node:crypto';
import { RENEW, REVIVE } from './scripts.ts';
import type { Redis } from './redis.ts';

export interface LeaseOptions {
  readonly redis: Redis;
  readonly node: string;
  /** What others are to know of it. */
  readonly said: () => string;
  /** Sessions and claims, in turn. */
  readonly claims: () => readonly string[];
  readonly format: Buffer;
  /** It was silent for too long, and is back: what it has lost meanwhile, and what Redis has. */
  readonly revived: (outcome: Revived) => void;
  /** It is sure of its sessions again, or still. */
  readonly renewed: () => void;
  readonly fault: (error: unknown, what: string) => void;
}

export interface Revived {
  /** As Redis has it: ours, or that of who came first. */
  readonly format: Buffer;
  readonly lost: readonly string[];
  readonly bare: readonly string[];
}

export interface Lease {
  readonly isSure: () => boolean;
  /** Whether this is what Redis was when all that are there have said what is theirs. */
  readonly isSettled: (run: string) => boolean;
  readonly begin: () => Promise<void>;
  readonly end: () => void;
}

/** After so long without a word others may take what was a node's. */
export const LEASE_MS = 2_000;
const RENEW_MS = 500;
/** When Redis has not answered. */
const AGAIN_MS = 200;
/** Clocks run apart; the two here do so for two seconds only. */
const MARGIN_MS = 200;

export function createLease(options: LeaseOptions): Lease {
  const { redis, node, said, claims, format, revived, renewed, fault } = options;
  // Monotonic: the wall clock may be set.
  const now = (): number => performance.now();
  let sureUntil = -1;
  let run = '';
  let settledAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  let isFailing = false;

  async function revive(): Promise<void> {
    const asked = now();
    const fresh = randomBytes(9).toString('base64url');
    const answer = (await redis.run(
      REVIVE,
      [],
      [node, said(), String(LEASE_MS), run, fresh, format, ...claims()],
    )) as [Buffer, Buffer, Buffer[], Buffer[]];
    const found = String(answer[0]);
    // Emptied: the others may not have said yet what is theirs.
    if (run !== '' && run !== found) settledAt = now() + 2 * LEASE_MS;
    run = found;
    revived({ format: answer[1], lost: answer[2].map(String), bare: answer[3].map(String) });
    sureUntil = asked + LEASE_MS - MARGIN_MS;
  }
  async function renew(): Promise<void> {
    const asked = now();
    if ((await redis.run(RENEW, [], [node, said(), String(LEASE_MS)])) === 1)
      sureUntil = asked + LEASE_MS - MARGIN_MS;
    else await revive();
  }
  async function beat(): Promise<void> {
    try {
      await renew();
      isFailing = false;
      if (!isOver) renewed();
    } catch (error) {
      if (!isFailing && !isOver) fault(error, 'this node is cut off from the others');
      isFailing = true;
    }
    if (!isOver) timer = setTimeout(() => void beat(), isFailing ? AGAIN_MS : RENEW_MS);
  }
  return {
    isSure: () => now() < sureUntil,
    isSettled: (it) => it === run && now() >= settledAt,
    begin: async () => {
      await revive();
      timer = setTimeout(() => void beat(), RENEW_MS);
    },
    end: () => {
      isOver = true;
      sureUntil = -1;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
