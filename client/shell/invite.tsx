// The invite link, for the owner to send: copied, or as a QR code.
import type { JSX } from 'preact';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import type { Session } from './session.ts';

/** False where there is no clipboard (not a secure context, or not permitted): the link must then be shown. */
export async function copyInvite(session: Session, url: string): Promise<boolean> {
  const text = 'The invite link is copied. Send it to whom you want to browse with.';
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    return false;
  }
  session.store.send({ type: 'toast', tone: 'info', offer: null, text });
  return true;
}

/** RFC 6761 section 6.3: such names lead everybody to their own machine. */
const isLocal = (url: string): boolean => /(?:^|\.)localhost$/.test(new URL(url).hostname);

export function InviteCode({ url }: { readonly url: string }): JSX.Element {
  return (
    <div class="invite-code">
      <QrCode text={url} label="Invite link as a QR code" />
      <p>
        {isLocal(url)
          ? 'This address works on this computer only: open it in another browser or a private window.'
          : 'Scan it with a phone, or send the link:'}
      </p>
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

export function InviteDialog({
  url,
  onClose,
}: {
  readonly url: string;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Dialog title="Invite link" onClose={onClose}>
      <InviteCode url={url} />
      <div class="dialog-buttons">
        <Button label="Close" onClick={onClose} />
      </div>
    </Dialog>
  );
}
