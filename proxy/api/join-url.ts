import type { BaseAddress } from '../../protocol/address.ts';
import { originOf } from '../registry/own-request.ts';
import type { KeyRole, RunningSession } from '../registry/running-session.ts';

/** The address that lets somebody in: whoever has it may join. */
export const joinUrl = (base: BaseAddress, { id, keys }: RunningSession, role: KeyRole): string =>
  `${originOf(base)}/s/${id}?key=${keys[role]}`;
