import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatLine } from '../../protocol/wire.ts';
import { Button } from '../ui/button.tsx';
import { useParts } from './parts.ts';
import { personOf } from './session-view.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const MAX_TEXT = 4_000;

export function ChatPanel(): JSX.Element {
  const { session, state } = useParts();
  const log = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [state.chat.length]);
  useEffect(() => field.current?.focus(), []);
  const send = (event: Event): void => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '' || field.current === null) return;
    session.command('chat', { text });
    field.current.value = '';
  };
  return (
    <>
      {/* What is said is announced by the shell's own announcer, also while this panel is closed. */}
      <div class="chat-log" role="log" aria-live="off" aria-label="Chat" ref={log} tabIndex={0}>
        {state.chat.length === 0 && (
          <p class="panel-empty">Nothing said yet. What you write here, everybody in the session reads.</p>
        )}
        {state.chat.map((line, i) => (
          <Line key={`${line.at}-${i}`} line={line} isFirst={state.chat[i - 1]?.from !== line.from} />
        ))}
      </div>
      <form class="chat-form" onSubmit={send}>
        <input
          ref={field}
          type="text"
          aria-label="Message"
          placeholder="Write to everybody"
          autocomplete="off"
          maxLength={MAX_TEXT}
        />
        <Button label="Send" icon="send" quiet tone="primary" submit />
      </form>
    </>
  );
}

function Line({ line, isFirst }: { readonly line: ChatLine; readonly isFirst: boolean }): JSX.Element {
  const { shared, state } = useParts();
  const isOwn = line.from === state.you;
  const colour = personOf(shared, line.from)?.colour ?? 'currentColor';
  return (
    <div class={isOwn ? 'chat-line chat-own' : 'chat-line'}>
      {isFirst && (
        <p class="chat-from">
          <strong style={{ '--person': colour }}>{isOwn ? 'You' : line.name}</strong>
          <time dateTime={new Date(line.at).toISOString()}>{clock.format(line.at)}</time>
        </p>
      )}
      <p class="chat-text">{line.text}</p>
    </div>
  );
}
