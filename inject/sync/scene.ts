// What every command's file works with: this frame's document, its numbers, and the line to the others.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { Body, CommandName } from '../../protocol/commands.ts';
import type { Numbers } from '../anchor.ts';
import { natives } from '../natives.ts';
import { port } from '../port.ts';

/** Who sent a command, and which of theirs it is. */
export interface Sender {
  readonly from: string;
  readonly seq: number;
}

/** What a file does with the commands of others. The server has parsed their bodies by the table in protocol/commands.ts. */
export type Applies = { readonly [N in CommandName]?: (body: Body<N>, sender: Sender) => void };
/** Notices what this participant does, and says what it does with what others did. */
export type Syncs = (scene: Scene) => Applies;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command as a frame says it: the shell adds the window. */
export type Said<N extends CommandName> = Without<Body<N>, 'window'>;

export interface Scene {
  readonly boot: Boot;
  readonly book: AddressBook;
  readonly role: 'live' | 'mirror';
  readonly document: Document;
  /** The path of this frame, '' for the window's own. */
  readonly frame: string;
  readonly numbers: Numbers;
  /** The page that is shown. */
  readonly page: () => string;
  readonly isController: () => boolean;
  /** Whether somebody is here who knows elements only by selectors. */
  readonly saysNames: () => boolean;
  readonly me: () => string;
  readonly colour: () => string;
  /** `sent` is told the command's number. */
  readonly tell: <N extends CommandName>(name: N, body: Said<N>, sent?: (seq: number) => void) => void;
}

export interface Speech {
  readonly tell: Scene['tell'];
}

/** Numbers what is sent, so that the shell's answer finds who asked. */
export function createSpeech(): Speech {
  const waiting = new Map<number, (seq: number) => void>();
  let local = 0;
  port.onMessage((message) => {
    if (message.type !== 'sent') return;
    waiting.get(message.local)?.(message.seq);
    waiting.delete(message.local);
  });
  return {
    tell: (name, body, sent) => {
      const said = { type: 'command', name, body: { ...body } } as const;
      if (sent === undefined) return port.send(said);
      waiting.set(++local, sent);
      port.send({ ...said, local });
    },
  };
}

/** Calls back once in an animation frame, however often it is asked; in a tab that nobody sees, soon. */
export function oncePerFrame(act: () => void): () => void {
  let asked = false;
  const run = (): void => {
    asked = false;
    act();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) natives.setTimeout(run, 0);
    else natives.requestAnimationFrame(run);
  };
}
