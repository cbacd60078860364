// Calling somebody into a session by SIP.
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { request } from '../ui/request.ts';

export function CallForm({ session }: { readonly session: string }): JSX.Element {
  const [address, setAddress] = useState('');
  const [said, setSaid] = useState<{ readonly text: string; readonly isWrong: boolean } | null>(null);
  const id = useId();
  const call = async (): Promise<void> => {
    const sip = address.trim();
    const answer = await request('POST', `/api/sessions/${session}/invites`, { sip });
    if (answer.ok) {
      setSaid({ text: `${sip} is being called.`, isWrong: false });
      setAddress('');
    } else setSaid({ text: answer.message, isWrong: true });
  };
  return (
    <form
      class="call-form"
      onSubmit={(event) => {
        event.preventDefault();
        void call();
      }}
    >
      <label for={id}>Call by SIP</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        placeholder="sip:bob@pbx.example"
        value={address}
        onInput={(event) => setAddress(event.currentTarget.value)}
      />
      <Button label="Call" submit disabled={address.trim() === ''} />
      {said !== null && (
        <p class={said.isWrong ? 'problem' : 'soft'} role={said.isWrong ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
    </form>
  );
}
