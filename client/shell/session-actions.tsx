// Inviting, leaving, ending.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { Popover } from '../ui/popover.tsx';
import { copyInvite, InviteCode, InviteDialog } from './invite.tsx';
import { useParts } from './parts.ts';
import { controlView } from './session-view.ts';

export function SessionActions(): JSX.Element {
  const { session, shared, state, isCompact } = useParts();
  const { isOwner } = controlView(shared, state.you);
  const [asked, setAsked] = useState<'nothing' | 'invite' | 'end'>('nothing');
  const { inviteUrl } = state;
  const copy = (): void => {
    if (inviteUrl === null) return;
    void copyInvite(session, inviteUrl).then((isCopied) => setAsked(isCopied ? 'nothing' : 'invite'));
  };
  const choices: Choices = {
    inviteUrl,
    onCopy: copy,
    onShowInvite: () => setAsked('invite'),
    onLeave: () => session.leave(),
    onEnd: isOwner ? () => setAsked('end') : null,
  };
  return (
    <div class="actions" role="group" aria-label="Session">
      {isCompact && (inviteUrl !== null || isOwner) ? (
        <ActionMenu {...choices} />
      ) : (
        <ActionButtons {...choices} />
      )}
      {asked === 'invite' && inviteUrl !== null && (
        <InviteDialog url={inviteUrl} onClose={() => setAsked('nothing')} />
      )}
      {asked === 'end' && <EndDialog onClose={() => setAsked('nothing')} />}
    </div>
  );
}

interface Choices {
  readonly inviteUrl: string | null;
  readonly onCopy: () => void;
  readonly onShowInvite: () => void;
  readonly onLeave: () => void;
  /** Null: not for this participant. */
  readonly onEnd: (() => void) | null;
}

function ActionButtons({ inviteUrl, onCopy, onLeave, onEnd }: Choices): JSX.Element {
  const { isCompact } = useParts();
  return (
    <>
      {inviteUrl !== null && (
        <>
          <Button label="Copy invite link" icon="link" tone="primary" onClick={onCopy} />
          <Popover
            label="QR code"
            icon="qr"
            quiet
            tone="ghost"
            content={() => <InviteCode url={inviteUrl} />}
          />
        </>
      )}
      <Button label="Leave" icon="leave" tone="ghost" quiet={isCompact} onClick={onLeave} />
      {onEnd !== null && (
        <Button label="End session" icon="end" tone="ghost" class="action-end" onClick={onEnd} />
      )}
    </>
  );
}

/** The same in a menu, where there is no room for so many buttons. */
function ActionMenu({ inviteUrl, onCopy, onShowInvite, onLeave, onEnd }: Choices): JSX.Element {
  return (
    <Popover
      label="Session"
      icon="more"
      quiet
      tone="ghost"
      content={(close) => {
        const then = (act: () => void) => () => {
          close();
          act();
        };
        return (
          <Menu label="Session">
            {inviteUrl !== null && <MenuItem label="Copy invite link" icon="link" onClick={then(onCopy)} />}
            {inviteUrl !== null && <MenuItem label="QR code" icon="qr" onClick={then(onShowInvite)} />}
            <MenuItem label="Leave" icon="leave" onClick={then(onLeave)} />
            {onEnd !== null && <MenuItem label="End session" icon="end" danger onClick={then(onEnd)} />}
          </Menu>
        );
      }}
    />
  );
}

function EndDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session } = useParts();
  return (
    <Dialog title="End the session for everybody?" onClose={onClose}>
      <p>
        Everybody is sent out, and the sites’ cookies and stored data of this session are deleted. This cannot
        be undone.
      </p>
      <div class="dialog-buttons">
        <Button label="Keep browsing" onClick={onClose} />
        <Button
          label="End session"
          tone="danger"
          onClick={() => {
            onClose();
            session.command('end', {});
          }}
        />
      </div>
    </Dialog>
  );
}
