import { activeWindow } from './session-view.ts';
import type { ShellState } from './shell-state.ts';

/** Whether the window in front is on its way to a page. */
export function isLoading(state: ShellState): boolean {
  const window = state.session === null ? null : activeWindow(state.session);
  if (state.session?.moving != null) return true;
  return window !== null && window.url !== 'about:blank' && window.status !== 'complete';
}
