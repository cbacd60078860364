// The first entry: under which name does one take part?
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { request } from '../ui/request.ts';

const MAX_NAME = 60;
const REMEMBERED = 'lockstep-name';

interface NameFormProps {
  readonly session: string;
  /** The secret in the invite's address. */
  readonly inviteKey: string;
  readonly onJoined: () => void;
}

export function NameForm({ session, inviteKey, onJoined }: NameFormProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const join = async (): Promise<void> => {
    const name = field.current?.value.trim() ?? '';
    if (name === '') {
      setProblem('Enter a name: the others see it.');
      field.current?.focus();
      return;
    }
    setBusy(true);
    const answer = await request('POST', `/s/${session}/join`, { key: inviteKey, name });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.message);
    localStorage.setItem(REMEMBERED, name);
    onJoined();
  };
  return (
    <main class="entry">
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void join();
        }}
      >
        <Brand withName />
        <h1>Browse together</h1>
        <p>You are about to join a session. Everybody in it sees the same pages, and who is there.</p>
        <label class="field">
          <span>Your name</span>
          <input
            ref={field}
            type="text"
            autocomplete="name"
            maxLength={MAX_NAME}
            autofocus
            defaultValue={localStorage.getItem(REMEMBERED) ?? ''}
            aria-invalid={problem !== ''}
            aria-describedby={problem === '' ? undefined : 'name-problem'}
          />
        </label>
        {problem !== '' && (
          <p class="problem" id="name-problem" role="alert">
            {problem}
          </p>
        )}
        <Button label={isBusy ? 'Joining…' : 'Join'} tone="primary" submit disabled={isBusy} />
      </form>
    </main>
  );
}
