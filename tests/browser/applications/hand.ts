// What a journey does to a page, whichever browser it is in and whether it came through Lockstep or not.
import { eventually } from '../../support/two.ts';

/** What the frames of both drivers can do. */
export interface Drivable {
  evaluate(expression: string): Promise<unknown>;
  locator(selector: string): { click(): Promise<void> };
}

export interface Hand {
  readonly click: (selector: string) => Promise<void>;
  /** Types by keyboard into what is clicked first. */
  readonly type: (selector: string, text: string) => Promise<void>;
  readonly read: (expression: string) => Promise<unknown>;
  /** Waits for a text in an element. */
  readonly sees: (selector: string, text: string) => Promise<void>;
}

export function handOn(
  frame: () => Promise<Drivable>,
  keyboard: { type(text: string): Promise<void> },
): Hand {
  const read = async (expression: string) => (await frame()).evaluate(expression);
  const click = async (selector: string) => (await frame()).locator(selector).click();
  return {
    read,
    click,
    type: async (selector, text) => {
      await click(selector);
      await keyboard.type(text);
    },
    sees: async (selector, text) => {
      await eventually(
        () => read(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`),
        (it) => typeof it === 'string' && it.includes(text),
        `"${text}" in ${selector}`,
      );
    },
  };
}
