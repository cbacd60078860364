// Who may do what, whatever else a command needs (control, being live): THE table of roles.
import type { Role } from '../../protocol/state.ts';
import type { CommandName } from '../../protocol/commands.ts';

const everybody: readonly Role[] = ['owner', 'guest', 'observer', 'admin'];
const acting: readonly Role[] = ['owner', 'guest', 'admin'];
const ruling: readonly Role[] = ['owner', 'admin'];

const may: Readonly<Record<CommandName, readonly Role[]>> = {
  page: acting,
  navigate: acting,
  open: acting,
  close: acting,
  scroll: acting,
  highlight: acting,
  unhighlight: acting,
  focus: acting,
  resize: acting,
  pointer: acting,
  input: acting,
  dom: acting,
  leak: acting,
  resync: everybody,
  chat: everybody,
  rename: everybody,
  'control.request': acting,
  'control.cancel': acting,
  // Of these two a guest makes use only while holding control (session/acts.ts).
  'control.grant': acting,
  'control.deny': acting,
  'control.pass': acting,
  'control.release': acting,
  'control.take': ruling,
  // Of a guest: only to their own browser while they hold control, or away from it (session/live.ts).
  move: acting,
  packed: acting,
  // Of a guest: only while their browser runs the pages (session/pause.ts).
  pause: acting,
  remove: ruling,
  leave: everybody,
  end: ruling,
};

export const mayDo = (role: Role, name: CommandName): boolean => may[name].includes(role);
/** Whether control may be given to this role at all. */
export const mayHold = (role: Role): boolean => mayDo(role, 'input');
/** Whether the browser of this role may be the live one. */
export const mayRun = (role: Role): boolean => mayDo(role, 'page');
/** Whether this role may decide about control and people without holding control. */
export const mayRule = (role: Role): boolean => ruling.includes(role);
