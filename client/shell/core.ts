// What the session's pieces share: state, addresses, and the way out.
import { addressBook, type AddressBook } from '../../protocol/address.ts';
import type { CommandName } from '../../protocol/commands.ts';
import { createStore, type Store } from '../ui/store.ts';
import type { ShellBoot } from './boot.ts';
import { reduceMarks, type Marks, type MarksEvent } from './drawn-marks.ts';
import { originRegistry, type OriginRegistry } from './hashed-origins.ts';
import { firstState, reduce, type ShellEvent, type ShellState } from './shell-state.ts';
import { toldPages, type ToldPages } from './told-pages.ts';

export interface Core {
  readonly boot: ShellBoot;
  readonly store: Store<ShellState, ShellEvent>;
  readonly marks: Store<Marks, MarksEvent>;
  /** The iframes in the document, by the key of their slot. */
  readonly elements: Map<string, HTMLIFrameElement>;
  readonly registry: OriginRegistry;
  readonly addresses: AddressBook;
  readonly told: ToldPages;
  /** The number the command got; null while there is no connection. */
  readonly send: (name: CommandName, body: unknown) => number | null;
  readonly warn: (text: string) => void;
}

export type Sender = (name: CommandName, body: unknown, epoch: number) => number | null;

export function createCore(boot: ShellBoot, sender: Sender): Core {
  const store = createStore(firstState, reduce);
  const registry = originRegistry();
  const told = toldPages();
  return {
    boot,
    store,
    marks: createStore<Marks, MarksEvent>({}, reduceMarks),
    elements: new Map(),
    registry,
    addresses: addressBook(boot.base, boot.session, registry.hashed, registry.add),
    told,
    send: (name, body) => {
      if (name === 'page') told.note(body);
      return sender(name, body, store.get().session?.control.epoch ?? 0);
    },
    warn: (text) => store.send({ type: 'toast', tone: 'warning', offer: null, text }),
  };
}

export const OFFLINE = 'You are offline. This was not sent.';

/** Whether this browser runs the pages. */
export const isLive = ({ session, you }: ShellState): boolean => session !== null && session.live === you;
export const isOver = ({ phase }: ShellState): boolean => phase === 'ending' || phase === 'ended';
export const elapsed = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
