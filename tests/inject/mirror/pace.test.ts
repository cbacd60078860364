// The timers are saved when the code is loaded: the false ones must be there before.
let createPace: (typeof import('../../../inject/mirror/pace.ts'))['createPace'];
beforeAll(async () => {
  jest.useFakeTimers();
  ({ createPace } = await import('../../../inject/mirror/pace.ts'));
});
afterAll(() => jest.useRealTimers());

/** `cost`: how long telling takes. */
function paced(cost = 0): {
  readonly times: number[];
  readonly ask: () => void;
  readonly clock: { now: number };
} {
  const clock = { now: 1_000 };
  const times: number[] = [];
  const pace = createPace(
    () => {
      times.push(clock.now);
      clock.now += cost;
    },
    () => clock.now,
  );
  return { times, ask: pace.ask, clock };
}

test('the first is told at once', () => {
  const { times, ask } = paced();
  ask();
  expect(times).toEqual([1_000]);
});

test('what follows soon waits, and is told once', () => {
  const { times, ask, clock } = paced();
  ask();
  clock.now += 1;
  ask();
  ask();
  expect(times).toHaveLength(1);
  clock.now += 3;
  jest.runOnlyPendingTimers();
  expect(times).toHaveLength(2);
});

test('the more telling costs, the seldomer it is done', () => {
  const { times, ask, clock } = paced(20);
  ask();
  clock.now += 30;
  ask();
  expect(times).toHaveLength(1);
  clock.now += 10;
  ask();
  jest.runOnlyPendingTimers();
  expect(times).toHaveLength(2);
});
