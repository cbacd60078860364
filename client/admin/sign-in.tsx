import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { request } from '../ui/request.ts';

export function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const signIn = async (): Promise<void> => {
    setBusy(true);
    const answer = await request('POST', '/api/admin/sign-in', { token: field.current?.value ?? '' });
    setBusy(false);
    if (answer.ok) return onSignedIn();
    setProblem(answer.message);
    field.current?.select();
  };
  return (
    <main class="entry">
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Brand withName />
        <h1>Sessions on this server</h1>
        <p>
          Sign in with the admin token. The server prints one at its first start unless LOCKSTEP_ADMIN_TOKEN
          is set.
        </p>
        <label class="field">
          <span>Admin token</span>
          <input
            ref={field}
            type="password"
            autocomplete="current-password"
            autofocus
            aria-invalid={problem !== ''}
          />
        </label>
        {problem !== '' && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <Button label={isBusy ? 'Signing in…' : 'Sign in'} tone="primary" submit disabled={isBusy} />
      </form>
    </main>
  );
}
