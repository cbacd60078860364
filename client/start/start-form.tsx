// An address in, a session out.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { request, textField } from '../ui/request.ts';
import { typedAddress } from '../ui/typed-address.ts';

interface StartFormProps {
  /** Real URL of the built-in demo shop; null where the operator has none. */
  readonly demoUrl: string | null;
  readonly go: (url: string) => void;
}

/** A server that wants a token for new sessions says so with this status. */
const UNAUTHORIZED = 401;

export function StartForm({ demoUrl, go }: StartFormProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState<'no' | 'site' | 'demo'>('no');
  const [needsToken, setNeedsToken] = useState(false);

  const start = async (url: string, which: 'site' | 'demo'): Promise<void> => {
    setProblem('');
    setBusy(which);
    const answer = await request('POST', '/api/sessions', { url }, token.current?.value ?? '');
    const ownerUrl = answer.ok ? textField(answer.body, 'ownerUrl') : null;
    if (ownerUrl !== null) return go(ownerUrl);
    setBusy('no');
    if (answer.status === UNAUTHORIZED) setNeedsToken(true);
    setProblem(answer.ok ? 'The server gave no address for the session.' : answer.message);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const address = typedAddress(field.current?.value ?? '');
    if (address.ok) return void start(address.url, 'site');
    setProblem(address.message);
    field.current?.focus();
  };
  return (
    <form class="start-form" noValidate onSubmit={submit}>
      <div class="start-row">
        <input
          ref={field}
          type="text"
          inputMode="url"
          autocomplete="url"
          autocapitalize="off"
          spellcheck={false}
          autofocus
          aria-label="Address of a web site"
          placeholder="example.com"
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? undefined : 'start-problem'}
        />
        <Button
          label={busy === 'site' ? 'Starting…' : 'Start'}
          tone="primary"
          submit
          disabled={busy !== 'no'}
        />
      </div>
      {needsToken && (
        <label class="field">
          <span>Token</span>
          <input ref={token} type="password" autocomplete="off" />
        </label>
      )}
      {problem !== '' && (
        <p class="problem" id="start-problem" role="alert">
          {problem}
        </p>
      )}
      {demoUrl !== null && (
        <p class="start-demo">
          Nothing in mind?
          <Button
            label={busy === 'demo' ? 'Opening the shop…' : 'Try the demo shop'}
            disabled={busy !== 'no'}
            onClick={() => void start(demoUrl, 'demo')}
          />
        </p>
      )}
    </form>
  );
}
