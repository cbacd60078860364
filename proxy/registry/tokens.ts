// The cookies of a session's participants: one for the shell, one for the sites' hosts.
import { freshSecret } from './secret.ts';

export interface Credentials {
  readonly participant: string;
  readonly shell: string;
  readonly site: string;
}

export interface Tokens {
  readonly issue: (participant: string) => Credentials;
  /** The participant of the first token that is one of ours. */
  readonly byShell: (tokens: readonly string[]) => string | null;
  readonly bySite: (token: string) => string | null;
  /** Lets no token of those open anything any more. */
  readonly revoke: (isGone: (participant: string) => boolean) => void;
}

export function createTokens(): Tokens {
  const shells = new Map<string, string>();
  const sites = new Map<string, string>();
  return {
    issue: (participant) => {
      const made = { participant, shell: freshSecret(), site: freshSecret() };
      shells.set(made.shell, participant);
      sites.set(made.site, participant);
      return made;
    },
    byShell: (tokens) => {
      const known = tokens.find((it) => shells.has(it));
      return known === undefined ? null : (shells.get(known) ?? null);
    },
    bySite: (token) => sites.get(token) ?? null,
    revoke: (isGone) => {
      for (const list of [shells, sites])
        for (const [token, participant] of list) if (isGone(participant)) list.delete(token);
    },
  };
}
