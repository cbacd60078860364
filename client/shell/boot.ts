// What the document says about this session, before anything is asked of the server.
import { SESSION_ID, type BaseAddress } from '../../protocol/address.ts';

export interface ShellBoot {
  readonly session: string;
  readonly base: BaseAddress;
  /** Proves to us that a frame's script is ours: the same as `key` in the frames' own boot. */
  readonly frameKey: string;
  /** False on the first entry, when nobody has said a name yet. */
  readonly joined: boolean;
}

/** Null where the document is not one that the server made for a session. */
export function readBoot(body: HTMLElement, location: Pick<Location, 'protocol' | 'host'>): ShellBoot | null {
  const { session, frameKey, joined } = body.dataset;
  if (session === undefined || !SESSION_ID.test(session)) return null;
  return {
    session,
    // The shell stands on the base host itself, so its own address is the base.
    base: { protocol: location.protocol === 'https:' ? 'https:' : 'http:', host: location.host },
    frameKey: frameKey ?? '',
    joined: joined !== 'false',
  };
}
