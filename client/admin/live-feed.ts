// The admin's feed: server-sent events with all sessions, whenever something in them has changed.
import { request } from '../ui/request.ts';
import type { Store } from '../ui/store.ts';
import type { AdminEvent, AdminState } from './admin-state.ts';
import { parseOverview } from './overview.ts';

const UNAUTHORIZED = 401;
/** How long until a feed that was refused is asked for again. */
const AGAIN_MS = 3_000;

/** Follows the sessions until it is closed, or nobody is signed in. */
export function followSessions(store: Store<AdminState, AdminEvent>): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const open = async (): Promise<void> => {
    // EventSource does not tell why it was refused: ask once in a way that does.
    const answer = await request('GET', '/api/admin/sessions');
    if (isClosed) return;
    if (!answer.ok && answer.status === UNAUTHORIZED) return store.send({ type: 'signed-out' });
    const overview = answer.ok ? parseOverview(answer.body) : null;
    if (overview === null) return again();
    store.send({ type: 'sessions', ...overview });
    listen();
  };
  const again = (): void => {
    store.send({ type: 'lost' });
    clearTimeout(timer);
    timer = setTimeout(() => void open(), AGAIN_MS);
  };
  const listen = (): void => {
    source = new EventSource('/api/admin/feed');
    source.addEventListener('sessions', ({ data }: MessageEvent<string>) => {
      const overview = parseOverview(JSON.parse(data));
      if (overview !== null) store.send({ type: 'sessions', ...overview });
    });
    source.addEventListener('error', () => {
      source?.close();
      again();
    });
  };
  void open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    source?.close();
  };
}
