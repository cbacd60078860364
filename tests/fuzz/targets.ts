// Everything that reads what strangers wrote.
import * as address from './address.ts';
import * as cookie from './cookie.ts';
import * as css from './css.ts';
import * as header from './header.ts';
import * as html from './html.ts';
import * as message from './message.ts';
import * as script from './script.ts';

export interface Target {
  /** What a corpus begins with. */
  readonly seeds: readonly string[];
  /** Throws where something is wrong with what the code under test made of it. */
  readonly fuzz: (data: Uint8Array) => void;
}

export const targets: Readonly<Record<string, Target>> = {
  address,
  cookie,
  css,
  header,
  html,
  message,
  script,
};
