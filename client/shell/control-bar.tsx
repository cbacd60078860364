// Who has control, and what one can do about it.
import type { JSX } from 'preact';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useParts } from './parts.ts';
import { controlView, personOf } from './session-view.ts';

export function ControlBar(): JSX.Element {
  const { session, shared, state, isCompact } = useParts();
  const view = controlView(shared, state.you);
  const holder = personOf(shared, view.holder);
  return (
    <div class="control" role="group" aria-label="Control">
      <div class={view.isMine ? 'control-status control-mine' : 'control-status'}>
        {holder === null || view.isMine ? (
          <Icon name="hand" />
        ) : (
          <Avatar name={holder.name} colour={holder.colour} isOffline={!holder.online} />
        )}
        <span role="status">{view.status}</span>
      </div>
      {view.isMine && (
        <Button label="Release control" onClick={() => session.command('control.release', {})} />
      )}
      {view.canRequest && (
        <Button
          label="Request control"
          tone="primary"
          onClick={() => session.command('control.request', {})}
        />
      )}
      {view.place > 0 && (
        <Button
          label={`Waiting: ${placeInWords(view.place, isCompact)}`}
          title="Stop waiting for control"
          class="control-waiting"
          onClick={() => session.command('control.cancel', {})}
        >
          <Icon name="close" />
        </Button>
      )}
      {view.canTake && <Button label="Take control" onClick={() => session.command('control.take', {})} />}
    </div>
  );
}

function placeInWords(place: number, isShort: boolean): string {
  if (place === 1) return isShort ? 'next' : 'you are next';
  return `number ${place}`;
}
