import type { JSX } from 'preact';
import { EntryForm } from '../ui/entry-form.tsx';
import { request } from '../ui/request.ts';

export function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }): JSX.Element {
  return (
    <EntryForm
      title="Sessions on this server"
      text="Sign in with the admin token. The server prints one when it starts, unless LOCKSTEP_ADMIN_TOKEN is set."
      field={{ label: 'Admin token', type: 'password', autocomplete: 'current-password' }}
      button="Sign in"
      busy="Signing in…"
      enter={async (token) => {
        const answer = await request('POST', '/api/admin/sign-in', { token });
        if (!answer.ok) return answer.message;
        onSignedIn();
        return null;
      }}
    />
  );
}
