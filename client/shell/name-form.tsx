// The first entry: under which name does one take part?
import type { JSX } from 'preact';
import { EntryForm } from '../ui/entry-form.tsx';
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
  const join = async (name: string): Promise<string | null> => {
    if (name === '') return 'Enter a name: the others see it.';
    const answer = await request('POST', `/s/${session}/join`, { key: inviteKey, name });
    if (!answer.ok) return answer.message;
    localStorage.setItem(REMEMBERED, name);
    onJoined();
    return null;
  };
  return (
    <EntryForm
      title="Browse together"
      text="You are about to join a session. Everybody in it sees the same pages, and who is there."
      field={{
        label: 'Your name',
        type: 'text',
        autocomplete: 'name',
        maxLength: MAX_NAME,
        first: localStorage.getItem(REMEMBERED) ?? '',
      }}
      button="Join"
      busy="Joining…"
      enter={join}
    />
  );
}
