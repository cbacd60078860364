// Back, forward, reload and the address of the window in front.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { typedAddress } from '../ui/typed-address.ts';
import { isLoading } from './loading.ts';
import { useParts } from './parts.ts';
import { activeWindow, controlView, statusText } from './session-view.ts';

export function AddressBar(): JSX.Element {
  const { session, shared, state } = useParts();
  const window = activeWindow(shared);
  const { isMine } = controlView(shared, state.you);
  const loading = isLoading(state);
  const off = !isMine || window === null || window.url === 'about:blank';
  const go = (to: 'back' | 'forward' | 'reload' | 'stop') => () => {
    if (window !== null) session.navigate(window.id, to);
  };
  return (
    <div class="nav" role="group" aria-label="Navigation">
      <Button label="Back" icon="back" quiet tone="ghost" disabled={off} onClick={go('back')} />
      <Button label="Forward" icon="forward" quiet tone="ghost" disabled={off} onClick={go('forward')} />
      {loading ? (
        <Button label="Stop" icon="stop" quiet tone="ghost" disabled={off} onClick={go('stop')} />
      ) : (
        <Button label="Reload" icon="reload" quiet tone="ghost" disabled={off} onClick={go('reload')} />
      )}
      <Address
        key={window?.id ?? ''}
        url={window === null || window.url === 'about:blank' ? '' : window.url}
        canEdit={isMine}
        loading={loading}
      />
    </div>
  );
}

interface AddressProps {
  readonly url: string;
  readonly canEdit: boolean;
  readonly loading: boolean;
}

function Address({ url, canEdit, loading }: AddressProps): JSX.Element {
  const { session, shared, state, isCompact } = useParts();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  /** Where a navigation that is under way leads. */
  const [ahead, setAhead] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const window = activeWindow(shared);
  useEffect(() => {
    if (!canEdit) {
      setTyped(null);
      setProblem('');
      field.current?.blur();
    } else if (url === '' && window !== null) field.current?.focus();
  }, [canEdit, window?.id]);
  useEffect(() => {
    if (!loading) setAhead(null);
  }, [loading, url]);

  const submit = (event: Event): void => {
    event.preventDefault();
    const address = typedAddress(field.current?.value ?? '', url);
    setProblem(address.ok ? '' : address.message);
    if (!address.ok || !canEdit) return;
    if (window === null) session.command('open', { url: address.url, opener: null, spare: null });
    else session.navigate(window.id, { url: address.url });
    setTyped(null);
    setAhead(address.url);
    field.current?.blur();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setTyped(null);
      setProblem('');
      field.current?.blur();
    } else if (
      !canEdit &&
      (event.key.length === 1 || event.key === 'Enter') &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      const text = `${statusText(shared, state.you)}. To go somewhere else, ask for it.`;
      session.store.send({ type: 'toast', tone: 'info', text, offer: { kind: 'request' } });
    }
  };
  return (
    <form class={canEdit ? 'address' : 'address address-fixed'} noValidate onSubmit={submit}>
      <Icon name={url.startsWith('https:') ? 'lock' : 'globe'} />
      <input
        ref={field}
        type="text"
        inputMode="url"
        aria-label="Address"
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : 'address-problem'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={canEdit ? `Enter an address${isCompact ? '' : ', such as example.com'}` : ''}
        readOnly={!canEdit}
        value={typed ?? ahead ?? url}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          if (problem === '') setTyped(null);
        }}
        onKeyDown={pressed}
      />
      {problem !== '' && (
        <p class="field-problem" id="address-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
