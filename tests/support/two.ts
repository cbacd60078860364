// One world and one pair of participants for the tests of a file, each test on a fresh session.
import type { Frame, Page } from 'playwright-core';
import type { Participant } from './world.ts';

/** Waits until `read` gives what is wanted; fails with the last value seen. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  wanted: (it: T) => boolean,
  what: string,
): Promise<T> {
  const until = Date.now() + 15_000;
  let last: T | undefined;
  let problem: unknown;
  do {
    try {
      last = await read();
      if (wanted(last)) return last;
      problem = undefined;
    } catch (error) {
      // A frame that is being replaced cannot be read; the next look finds the new one.
      problem = error;
    }
    await new Promise((done) => setImmediate(done));
  } while (Date.now() < until);
  throw new Error(
    `${what}: last seen ${JSON.stringify(last)}${problem instanceof Error ? ` (${problem.message})` : ''}`,
  );
}

/** Gives control to a guest as people do: the guest asks, the owner gives. */
export async function handOver(owner: Participant, guest: Participant): Promise<void> {
  await guest.shell.getByRole('button', { name: 'Request control' }).first().click();
  await owner.shell
    .getByRole('button', { name: `Give control to ${guest.name}` })
    .first()
    .click();
  await controlIs(guest.shell, 'You have control');
  await controlIs(owner.shell, `${guest.name} has control`);
}

export async function controlIs(shell: Page, text: string): Promise<void> {
  await shell.getByRole('status').filter({ hasText: text }).first().waitFor();
}

/** The text of an element in a frame, '' while there is none. */
export const textOf = (frame: Frame, selector: string): Promise<string> =>
  frame.evaluate((it) => document.querySelector(it)?.textContent ?? '', selector);

export const scrollOf = (frame: Frame, selector: string | null): Promise<{ x: number; y: number }> =>
  frame.evaluate((it) => {
    const scroller = it === null ? document.scrollingElement : document.querySelector(it);
    return { x: scroller?.scrollLeft ?? -1, y: scroller?.scrollTop ?? -1 };
  }, selector);
