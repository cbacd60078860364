// Which commands a frame may send through its shell. Control and limits are the server's to judge; this only keeps
// a page from saying what no page has to say.
import type { CommandName } from '../../protocol/commands.ts';
import type { PageRole } from './placement.ts';

const allowed: Readonly<Record<PageRole, readonly CommandName[]>> = {
  live: ['page', 'dom', 'scroll', 'open', 'close', 'focus', 'highlight', 'pointer'],
  mirror: ['input', 'scroll', 'pointer', 'highlight', 'resync', 'navigate', 'open'],
};

/** The commands whose body names no window (protocol/commands.ts). */
const windowless: readonly CommandName[] = ['open'];

export const mayFrameSend = (role: PageRole, name: CommandName): boolean => allowed[role].includes(name);

/** The body as it goes out: a frame speaks for its own window only, whatever it says. */
export function bodyFrom(
  window: string,
  name: CommandName,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return windowless.includes(name) ? { ...body, opener: window } : { ...body, window };
}
