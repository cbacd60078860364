// Back, forward, reload, stop: only the live window's own document can.
import { inDocument, method, natives, platformClass, self } from '../natives.ts';
import { port } from '../port.ts';
import type { Syncs } from './scene.ts';

const history = platformClass('History');
const back = method(history, 'back');
const forward = method(history, 'forward');
// This file is part of workers' bundle too, and they have none.
const stop = inDocument ? self.stop.bind(self) : (): void => undefined;
const { history: ours } = self;

export const watchHistory: Syncs = ({ role, frame }) => {
  if (role !== 'live' || frame !== '') return {};
  const acts = {
    back: () => back(ours),
    forward: () => forward(ours),
    reload: () => natives.location.reload(),
    stop,
  };
  port.onMessage((message) => {
    if (message.type === 'history') acts[message.to]();
  });
  return {};
};
