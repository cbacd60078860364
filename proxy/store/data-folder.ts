// Where sessions are kept, unless the operator says so.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../../config/options.ts';

/**
 * Null: in memory. Else, where none is set, a folder of this address: the sessions of one port are of no use at another,
 * and two servers of one machine never meet. A port of chance will not be the same again.
 */
export function dataFolder(
  { data, port }: Pick<Options, 'data' | 'port'>,
  stateHome = process.env['XDG_STATE_HOME'],
): string | null {
  if (data === 'memory') return null;
  if (data !== '') return data;
  // XDG Base Directory Specification: "state data that should persist between (application) restarts"; empty counts as unset.
  const home = stateHome === undefined || stateHome === '' ? join(homedir(), '.local/state') : stateHome;
  return port === 0 ? null : join(home, 'lockstep', String(port));
}
