// One question on a card before one is let in: the admin's token, a guest's name.
import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Brand } from './brand.tsx';
import { Button } from './button.tsx';

/** What is shown in the field's label, and what a browser may offer to fill in. */
interface EntryField {
  readonly label: string;
  readonly type: 'text' | 'password';
  readonly autocomplete: 'name' | 'current-password';
  readonly first?: string;
  readonly maxLength?: number;
}

interface EntryFormProps {
  readonly title: string;
  readonly text: string;
  readonly field: EntryField;
  readonly button: string;
  /** The button while the answer is on its way. */
  readonly busy: string;
  /** Answers with what is wrong, or null: then one is in. */
  readonly enter: (value: string) => Promise<string | null>;
}

export function EntryForm({ title, text, field, button, busy, enter }: EntryFormProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const problemId = useId();
  const submit = async (): Promise<void> => {
    setBusy(true);
    const wrong = await enter(input.current?.value.trim() ?? '');
    setBusy(false);
    if (wrong === null) return;
    setProblem(wrong);
    input.current?.focus();
    input.current?.select();
  };
  return (
    <main class="entry">
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Brand withName />
        <h1>{title}</h1>
        <p>{text}</p>
        <label class="field">
          <span>{field.label}</span>
          <input
            ref={input}
            type={field.type}
            autocomplete={field.autocomplete}
            maxLength={field.maxLength}
            autofocus
            defaultValue={field.first ?? ''}
            aria-invalid={problem !== ''}
            aria-describedby={problem === '' ? undefined : problemId}
          />
        </label>
        {problem !== '' && (
          <p class="problem" id={problemId} role="alert">
            {problem}
          </p>
        )}
        <Button label={isBusy ? busy : button} tone="primary" submit disabled={isBusy} />
      </form>
    </main>
  );
}
