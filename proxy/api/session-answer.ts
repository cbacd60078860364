// A session as the API tells it.
import type { SessionState } from '../../protocol/state.ts';

export function sessionAnswer({ id, participants, control, windows, live }: SessionState): object {
  return {
    id,
    participants: participants.map(({ id: who, name, role, kind, online }) => ({
      id: who,
      name,
      role,
      kind,
      online,
    })),
    control: { holder: control.holder, epoch: control.epoch, queue: control.queue },
    windows: windows.map(({ id: window, url, title, width, height, scroll, focused }) => ({
      id: window,
      url,
      title,
      width,
      height,
      scroll,
      focused,
      live,
    })),
  };
}
