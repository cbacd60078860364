import type { JSX } from 'preact';
import { Button } from '../ui/button.tsx';
import { useParts } from './parts.ts';
import { givingTo, nameOf } from './session-view.ts';

/** "Give control to NAME", where that is possible now. */
export function GiveControl({
  to,
  quiet = false,
}: {
  readonly to: string;
  readonly quiet?: boolean;
}): JSX.Element | null {
  const { session, shared, state } = useParts();
  const way = givingTo(shared, state.you, to);
  if (way === null) return null;
  const asks = shared.control.queue.includes(to);
  return (
    <Button
      label={`Give control to ${nameOf(shared, to)}`}
      icon="hand"
      quiet={quiet}
      tone={asks ? 'primary' : quiet ? 'ghost' : 'plain'}
      class="give"
      onClick={() => session.command(way, { participant: to })}
    />
  );
}
