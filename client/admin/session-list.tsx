// All sessions, with a filter, and a question before anything is ended.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import type { AdminState } from './admin-state.ts';
import { matches } from './overview.ts';
import { SessionRow } from './session-row.tsx';

/** Something that is done only after a question. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly path: string;
}

interface SessionListProps {
  readonly state: AdminState;
  /** POSTs to a path of the admin API. */
  readonly act: (path: string) => void;
  readonly signOut: () => void;
}

const TICK_MS = 10_000;

export function SessionList({ state, act, signOut }: SessionListProps): JSX.Element {
  const [filter, setFilter] = useState('');
  const [question, setQuestion] = useState<Question | null>(null);
  const now = useNow();
  const shown = state.sessions.filter((it) => matches(it, filter));
  const people = state.sessions.reduce((sum, it) => sum + it.participants.length, 0);
  return (
    <div class="admin">
      <header class="admin-head">
        <Brand withName />
        <h1 class="unseen">Sessions on this server</h1>
        <p class="admin-count" role="status">
          {state.phase === 'connecting'
            ? 'Connecting…'
            : `${counted(state.sessions.length, 'session')}, ${counted(people, 'participant')}`}
        </p>
        <div class="admin-filter">
          <Icon name="search" />
          <input
            type="search"
            aria-label="Filter"
            placeholder="Site, name or id"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        <Button label="Sign out" icon="leave" tone="ghost" onClick={signOut} />
      </header>
      <main class="admin-main">
        {state.phase === 'lost' && (
          <p class="admin-notice">The connection is lost. What you see may be out of date; trying again.</p>
        )}
        {state.problem !== '' && (
          <p class="problem" role="alert">
            {state.problem}
          </p>
        )}
        {shown.length > 0 ? (
          <table class="sessions">
            <thead>
              <tr>
                <th scope="col">Site</th>
                <th scope="col">Participants</th>
                <th scope="col">Control</th>
                <th scope="col">Windows</th>
                <th scope="col">Resyncs</th>
                <th scope="col">Leaks</th>
                <th scope="col">Age</th>
                <th scope="col">
                  <span class="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            {shown.map((it) => (
              <SessionRow
                key={it.id}
                session={it}
                takesCalls={state.takesCalls}
                now={now}
                ask={setQuestion}
              />
            ))}
          </table>
        ) : (
          <Empty phase={state.phase} isFiltered={state.sessions.length > 0} />
        )}
      </main>
      {question !== null && (
        <Confirm
          question={question}
          onAnswer={(isYes) => {
            setQuestion(null);
            if (isYes) act(question.path);
          }}
        />
      )}
    </div>
  );
}

const counted = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Empty({
  phase,
  isFiltered,
}: {
  readonly phase: AdminState['phase'];
  readonly isFiltered: boolean;
}): JSX.Element | null {
  if (phase === 'connecting') return null;
  return (
    <div class="admin-empty">
      <h2>{isFiltered ? 'No session matches' : 'No sessions right now'}</h2>
      <p>
        {isFiltered ? 'Try another site, name or id.' : 'As soon as somebody starts one, it appears here.'}
      </p>
    </div>
  );
}

function Confirm({
  question,
  onAnswer,
}: {
  readonly question: Question;
  readonly onAnswer: (isYes: boolean) => void;
}): JSX.Element {
  return (
    <Dialog title={question.title} onClose={() => onAnswer(false)}>
      <p>{question.text}</p>
      <div class="dialog-buttons">
        <Button label="Cancel" onClick={() => onAnswer(false)} />
        <Button label={question.yes} tone="danger" onClick={() => onAnswer(true)} />
      </div>
    </Dialog>
  );
}
