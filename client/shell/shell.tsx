// The page around a session's windows.
import './shell.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { readBoot, type ShellBoot } from './boot.ts';
import { openSocket } from './connection.ts';
import { Ended } from './ended.tsx';
import { NameForm } from './name-form.tsx';
import { startSession } from './session.ts';

const root = document.querySelector('#app') ?? document.body;
const boot = readBoot(document.body, location);

function enter(into: ShellBoot): void {
  // The secret of the invite has done its work: it has no business in the address, the history or a screenshot.
  history.replaceState(null, '', `/s/${into.session}`);
  const session = startSession(into, openSocket(into.session));
  render(<App session={session} />, root);
}

if (boot === null) {
  render(<Ended reason="unknown-session" problem={null} />, root);
} else if (boot.joined) {
  enter(boot);
} else {
  const inviteKey = new URLSearchParams(location.search).get('key') ?? '';
  render(<NameForm session={boot.session} inviteKey={inviteKey} onJoined={() => enter(boot)} />, root);
}
