import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { request } from '../ui/request.ts';
import { useStore, type Store } from '../ui/store.ts';
import type { AdminEvent, AdminState } from './admin-state.ts';
import { followSessions } from './live-feed.ts';
import { SessionList } from './session-list.tsx';
import { SignIn } from './sign-in.tsx';

export type AdminStore = Store<AdminState, AdminEvent>;

export function AdminPage({ store }: { readonly store: AdminStore }): JSX.Element {
  const state = useStore(store);
  const isSignedOut = state.phase === 'signed-out';
  useEffect(() => (isSignedOut ? undefined : followSessions(store)), [store, isSignedOut]);
  if (isSignedOut) return <SignIn onSignedIn={() => store.send({ type: 'signed-in' })} />;
  const act = async (path: string): Promise<void> => {
    const answer = await request('POST', `/api/admin${path}`);
    store.send({ type: 'problem', problem: answer.ok ? '' : answer.message });
  };
  const signOut = async (): Promise<void> => {
    await request('POST', '/api/admin/sign-out');
    store.send({ type: 'signed-out' });
  };
  return <SessionList state={state} act={(path) => void act(path)} signOut={() => void signOut()} />;
}
