// Which custom elements' names are defined: mirrors define them as elements that do nothing, so that `:defined` holds there.
import type { DomOp } from '../../protocol/dom.ts';
import { platformClass } from '../natives.ts';

const registry = platformClass('customElements');

export interface Defined {
  /** An element of such a name is told for the first time. */
  readonly describe: (name: string, tell: (op: DomOp) => void) => void;
}

export function createDefined(noteState: (key: string, read: () => DomOp | null) => void): Defined {
  const defined = new Set<string>();
  return {
    describe: (name, tell) => {
      if (defined.has(name) || registry?.get(name) !== undefined) {
        defined.add(name);
        return tell(['defined', name]);
      }
      void registry?.whenDefined(name).then(
        () => {
          defined.add(name);
          noteState(`defined ${name}`, () => ['defined', name]);
        },
        // Not a name an element can be defined under.
        () => undefined,
      );
    },
  };
}
