// What the shell says of this frame's participant: who it is and whether it has control.
import type { Body, CommandName } from '../../protocol/commands.ts';
import type { Relayed } from '../../protocol/wire.ts';
import type { FromShell } from '../port.ts';
import type { Applies, Sender } from './scene.ts';

export interface Standing {
  readonly controller: () => boolean;
  readonly me: () => string;
  readonly colour: () => string;
  readonly saysNames: () => boolean;
  readonly heard: (message: FromShell) => void;
}

export function createStanding(): Standing {
  let now = { controller: false, me: '', colour: '#000000', names: false };
  return {
    controller: () => now.controller,
    me: () => now.me,
    colour: () => now.colour,
    saysNames: () => now.names,
    heard: (message) => {
      if (message.type === 'init' || message.type === 'role') {
        const { controller, me, colour, names } = message;
        now = { controller, me, colour, names };
      }
    },
  };
}

/** Gives a command to the file it has its home in. */
export function apply(applies: Applies, { name, body, from, seq }: Relayed): void {
  const act = applies[name] as ((body: Body<CommandName>, sender: Sender) => void) | undefined;
  act?.(body as Body<CommandName>, { from, seq });
}
