// Short notices that go by themselves.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useParts } from './parts.ts';
import { canMoveTo, controlView } from './session-view.ts';
import type { Toast } from './shell-state.ts';

/** Half a minute for a hundred words, and a moment to look there at all. */
const readMs = ({ text }: Toast): number => 2_000 + text.length * 55;
/** Whoever is to decide something gets longer. */
const DECIDE_MS = 30_000;

export function Toasts(): JSX.Element {
  const { state } = useParts();
  return (
    <div class="toasts">
      {state.toasts.map((it) => (
        <ToastCard key={it.id} toast={it} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }): JSX.Element {
  const { session } = useParts();
  const dismiss = (): void => session.store.send({ type: 'dismiss', id: toast.id });
  useEffect(() => {
    const timer = setTimeout(
      dismiss,
      toast.offer?.kind === 'admit' || toast.offer?.kind === 'move' ? DECIDE_MS : readMs(toast),
    );
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={`toast toast-${toast.tone}`}>
      {toast.tone === 'warning' && <Icon name="warning" />}
      <p>{toast.text}</p>
      <Offers toast={toast} onDone={dismiss} />
      <Button label="Dismiss" icon="close" quiet tone="ghost" onClick={dismiss} />
    </div>
  );
}

function Offers({
  toast,
  onDone,
}: {
  readonly toast: Toast;
  readonly onDone: () => void;
}): JSX.Element | null {
  const { session, shared, state } = useParts();
  const { offer } = toast;
  if (offer === null) return null;
  if (offer.kind === 'request') {
    if (!controlView(shared, state.you).canRequest) return null;
    const ask = (): void => {
      session.command('control.request', {});
      onDone();
    };
    return <Button label="Ask for control" tone="primary" onClick={ask} />;
  }
  if (offer.kind === 'move') {
    if (!canMoveTo(shared, state.you, state.you)) return null;
    const move = (): void => {
      session.command('move', { participant: state.you });
      onDone();
    };
    return <Button label="Run the page here" tone="primary" onClick={move} />;
  }
  const answer = (name: 'control.grant' | 'control.deny') => () => {
    session.command(name, { participant: offer.participant });
    onDone();
  };
  return (
    <>
      <Button label="Allow" tone="primary" onClick={answer('control.grant')} />
      <Button label="Not now" onClick={answer('control.deny')} />
    </>
  );
}
