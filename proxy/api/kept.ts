// Nobody is told that something is done before it is kept; nor does anybody wait for ever to be told.
import type { RunningSession } from '../registry/running-session.ts';
import { ApiError } from './api-error.ts';

const PATIENCE_MS = 5_000;

export async function keptInTime(session: RunningSession): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), PATIENCE_MS);
  });
  const outcome = await Promise.race([session.kept(), late]);
  clearTimeout(timer);
  if (outcome === 'late')
    throw new ApiError('unavailable', 'Sessions cannot be kept just now. Try again in a moment.');
}
