// The list of a window's Web APIs made to speak real URLs, in the order they are installed.
import type { VirtualApi } from '../realm.ts';
import { attributes } from './attributes.ts';
import { cookie } from './cookie.ts';
import { customElementsTold } from './custom-elements.ts';
import { dialogs } from './dialogs.ts';
import { documentAddress } from './document-address.ts';
import { frames } from './frames.ts';
import { history } from './history.ts';
import { insertion } from './insertion.ts';
import { intersection } from './intersection.ts';
import { markup } from './markup.ts';
import { navigation } from './navigation.ts';
import { openedWindow } from './opened-window.ts';
import { reflected } from './reflected.ts';
import { reflection } from './reflection.ts';
import { selectors } from './selectors.ts';
import { style } from './style.ts';
import { targets } from './targets.ts';
import { violations } from './violations.ts';
import { windowOpen } from './window-open.ts';
import { written } from './written.ts';
import { everywhere } from './everywhere.ts';

export const inWindows: readonly VirtualApi[] = [
  ...everywhere,
  frames,
  openedWindow,
  documentAddress,
  history,
  navigation,
  cookie,
  attributes,
  reflected,
  markup,
  written,
  insertion,
  selectors,
  style,
  windowOpen,
  dialogs,
  targets,
  violations,
  intersection,
  customElementsTold,
  reflection,
];
