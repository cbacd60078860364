// The cookies of a session's participants: one for the shell, one for the sites' hosts. Known here by their hashes alone.
import { createHash } from 'node:crypto';
import type { KeptDoors } from '../store/session-store.ts';
import { freshSecret } from './secret.ts';

export interface Credentials {
  readonly participant: string;
  readonly shell: string;
  readonly site: string;
}

export type KeptTokens = Pick<KeptDoors, 'shells' | 'sites'>;

export interface Tokens {
  readonly issue: (participant: string) => Credentials;
  /** The participant of the first token that is one of ours. */
  readonly byShell: (tokens: readonly string[]) => string | null;
  readonly bySite: (token: string) => string | null;
  /** Lets no token of those open anything any more. */
  readonly revoke: (isGone: (participant: string) => boolean) => void;
  readonly kept: () => KeptTokens;
}

/** They are 192 random bits: a plain hash tells nobody which (no password, whose guesses could be tried). */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** `told`: which are known is another now. */
export function createTokens(told: () => void, before: KeptTokens = { shells: {}, sites: {} }): Tokens {
  const shells = new Map(Object.entries(before.shells));
  const sites = new Map(Object.entries(before.sites));
  return {
    issue: (participant) => {
      const made = { participant, shell: freshSecret(), site: freshSecret() };
      shells.set(hashOf(made.shell), participant);
      sites.set(hashOf(made.site), participant);
      told();
      return made;
    },
    byShell: (tokens) => {
      for (const token of tokens) {
        const known = shells.get(hashOf(token));
        if (known !== undefined) return known;
      }
      return null;
    },
    bySite: (token) => sites.get(hashOf(token)) ?? null,
    revoke: (isGone) => {
      const before = shells.size + sites.size;
      for (const list of [shells, sites])
        for (const [token, participant] of list) if (isGone(participant)) list.delete(token);
      if (shells.size + sites.size < before) told();
    },
    kept: () => ({ shells: Object.fromEntries(shells), sites: Object.fromEntries(sites) }),
  };
}
