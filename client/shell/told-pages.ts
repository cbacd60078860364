// The last `page` of each window that a live frame told: what the server missed while the connection was lost is told again.
import type { SessionState, WindowState } from '../../protocol/state.ts';
import { isFields } from './frame-message.ts';

export interface ToldPages {
  readonly note: (body: unknown) => void;
  readonly unknownTo: (state: SessionState) => readonly Readonly<Record<string, unknown>>[];
}

const PARTS = ['page', 'url', 'title', 'icon', 'status'] as const satisfies readonly (keyof WindowState)[];

export function toldPages(): ToldPages {
  const last = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    note: (body) => {
      if (isFields(body) && typeof body['window'] === 'string') last.set(body['window'], body);
    },
    unknownTo: (state) =>
      state.windows.flatMap((window) => {
        const told = last.get(window.id);
        return told === undefined || PARTS.every((part) => told[part] === window[part]) ? [] : [told];
      }),
  };
}
