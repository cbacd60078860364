// A frame's first about:blank may hand its global on to the page that follows (HTML, "initial about:blank"). What a
// parent's script did in it is taken back here: this file is imported before natives.ts saves anything.
import { RUNTIME } from '../protocol/script-runtime.ts';

const previous = Object.getOwnPropertyDescriptor(globalThis, RUNTIME)?.value as
  { undo?: unknown } | undefined;
if (typeof previous?.undo === 'function') (previous.undo as () => void)();
