// After the end: why it is over, and what one can do.
import type { JSX } from 'preact';
import type { EndReason } from '../../protocol/wire.ts';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';

interface Farewell {
  readonly title: string;
  readonly text: string;
  /** The same address may work again. */
  readonly canReturn: boolean;
}

const CLEARED = 'What the sites of this session had stored in this browser is deleted.';
const farewells: Readonly<Record<EndReason, Farewell>> = {
  ended: { title: 'The session has ended', text: `It is over for everybody. ${CLEARED}`, canReturn: false },
  left: { title: 'You have left the session', text: CLEARED, canReturn: false },
  removed: {
    title: 'You were removed from the session',
    text: `Whoever started it has removed you. ${CLEARED}`,
    canReturn: false,
  },
  expired: {
    title: 'The session has ended',
    text: `Nobody was there for a long time, so it was closed. ${CLEARED}`,
    canReturn: false,
  },
  superseded: {
    title: 'Open somewhere else',
    text: 'You have opened this session in another tab or window. Only one of them can be in use.',
    canReturn: true,
  },
  'unknown-session': {
    title: 'There is no such session',
    text: 'It has ended, or the link is incomplete. Ask for a new one.',
    canReturn: false,
  },
  version: {
    title: 'Lockstep was updated',
    text: 'This page is of an older version than the server. Load it again to go on.',
    canReturn: true,
  },
};

export function Ended({
  reason,
  problem,
}: {
  readonly reason: EndReason | null;
  readonly problem: string | null;
}): JSX.Element {
  const refused: Farewell = { title: 'You could not be let in', text: problem ?? '', canReturn: true };
  const { title, text, canReturn } = reason === null ? refused : farewells[reason];
  return (
    <main class="entry">
      <div class="card">
        <Brand withName />
        <h1>{title}</h1>
        <p>{text}</p>
        {canReturn ? (
          <Button
            label={reason === 'superseded' ? 'Use it here' : 'Load again'}
            tone="primary"
            onClick={() => location.reload()}
          />
        ) : (
          <a class="button button-primary" href="/">
            Start a new session
          </a>
        )}
      </div>
    </main>
  );
}
