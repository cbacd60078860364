import { createOwnInput } from '../../../inject/sync/own-input.ts';
import { sceneOf } from './scene-for-tests.ts';

const text = {
  kind: 'text',
  node: 1,
  value: 'a',
  selection: null,
  inputType: 'insertText',
  data: 'a',
} as const;

test('a value of the live page stands back until it has heard of the last one typed here', () => {
  const input = document.createElement('input');
  const { scene, told } = sceneOf([input]);
  const { hands, sendText } = createOwnInput(document, {
    scene: () => scene,
    lost: () => undefined,
    focusMoved: () => undefined,
  });
  expect(hands.takesValue(input, 'somebody', 3)).toBe(true);
  sendText(input, text);
  // Its number is not known yet: nothing can have heard of it.
  expect(hands.takesValue(input, 'meeeeeee', 99)).toBe(false);
  told[0]?.sent?.(7);
  sendText(input, text);
  told[1]?.sent?.(8);
  expect(hands.takesValue(input, 'meeeeeee', 7)).toBe(false);
  expect(hands.takesValue(input, 'somebody', 9)).toBe(false);
  expect(hands.takesValue(input, 'meeeeeee', 8)).toBe(true);
  expect(hands.takesValue(input, '', 0)).toBe(true);
});

test('the number of an earlier text, learnt late, does not pass for that of the last one', () => {
  const input = document.createElement('input');
  const { scene, told } = sceneOf([input]);
  const { hands, sendText } = createOwnInput(document, {
    scene: () => scene,
    lost: () => undefined,
    focusMoved: () => undefined,
  });
  sendText(input, text);
  sendText(input, { ...text, value: 'ab' });
  told[0]?.sent?.(7);
  expect(hands.takesValue(input, 'meeeeeee', 7)).toBe(false);
  told[1]?.sent?.(8);
  expect(hands.takesValue(input, 'meeeeeee', 8)).toBe(true);
});

test('nothing is sent before there is a page', () => {
  const { scene, told } = sceneOf([]);
  const own = createOwnInput(document, {
    scene: () => ({ ...scene, page: () => '' }),
    lost: () => undefined,
    focusMoved: () => undefined,
  });
  own.send({ kind: 'focus', node: null });
  expect(told).toEqual([]);
});
