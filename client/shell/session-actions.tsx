// Inviting, leaving, ending.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Popover } from '../ui/popover.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { useParts } from './parts.ts';
import { controlView } from './session-view.ts';

export function SessionActions(): JSX.Element {
  const { session, shared, state, isCompact } = useParts();
  const { isOwner } = controlView(shared, state.you);
  const [isEnding, setEnding] = useState(false);
  return (
    <div class="actions" role="group" aria-label="Session">
      {state.inviteUrl !== null && <Invite url={state.inviteUrl} />}
      <Button label="Leave" icon="leave" tone="ghost" quiet={isCompact} onClick={() => session.leave()} />
      {isOwner && (
        <Button
          label="End session"
          icon="end"
          tone="ghost"
          class="action-end"
          quiet={isCompact}
          onClick={() => setEnding(true)}
        />
      )}
      {isEnding && (
        <Dialog title="End the session for everybody?" onClose={() => setEnding(false)}>
          <p>
            Everybody is sent out, and the sites’ cookies and stored data of this session are deleted. This
            cannot be undone.
          </p>
          <div class="dialog-buttons">
            <Button label="Keep browsing" onClick={() => setEnding(false)} />
            <Button
              label="End session"
              tone="danger"
              onClick={() => {
                setEnding(false);
                session.command('end', {});
              }}
            />
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Invite({ url }: { readonly url: string }): JSX.Element {
  const { session, isCompact } = useParts();
  const [isShown, setShown] = useState(false);
  const say = (text: string): void => session.store.send({ type: 'toast', tone: 'info', offer: null, text });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      say('The invite link is copied. Send it to whom you want to browse with.');
    } catch {
      // No clipboard here (not a secure context, or not permitted): show the link for copying by hand.
      setShown(true);
    }
  };
  return (
    <>
      <Button
        label="Copy invite link"
        icon="link"
        tone="primary"
        quiet={isCompact}
        onClick={() => void copy()}
      />
      <Popover label="QR code" icon="qr" quiet tone="ghost" content={() => <InviteCode url={url} />} />
      {isShown && (
        <Dialog title="Invite link" onClose={() => setShown(false)}>
          <InviteCode url={url} />
          <div class="dialog-buttons">
            <Button label="Close" onClick={() => setShown(false)} />
          </div>
        </Dialog>
      )}
    </>
  );
}

function InviteCode({ url }: { readonly url: string }): JSX.Element {
  return (
    <div class="invite-code">
      <QrCode text={url} label="Invite link as a QR code" />
      <p>Scan it with a phone, or send the link:</p>
      <input
        type="text"
        readOnly
        aria-label="Invite link"
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
