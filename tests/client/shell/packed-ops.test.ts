import { CompressionStream, DecompressionStream } from 'node:stream/web';
import { Blob } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { inOrder, isPacked, packed, unpacked, wantsPacking } from '../../../client/shell/packed-ops.ts';

// The test's environment is an older browser's, without these.
Object.assign(globalThis, { CompressionStream, DecompressionStream, Blob, TextDecoder });

const ops = JSON.stringify(Array.from({ length: 500 }, (_, n) => ['t', n, `text ${String(n)} – déjà vu`]));

test('what is packed comes back as it was, and is far shorter', async () => {
  const it = await packed({ window: 'w1', ops });
  expect((it['ops'] as Uint8Array).length).toBeLessThan(ops.length / 3);
  expect(await unpacked(it)).toEqual({ window: 'w1', ops });
});

test('what is no packed text is none', async () => {
  expect(await unpacked({ ops: new Uint8Array([1, 2, 3]) })).toBeNull();
});

test('only what is long is packed, and only the page itself', () => {
  expect(wantsPacking('dom', { ops })).toBe(true);
  expect(wantsPacking('dom', { ops: '[]' })).toBe(false);
  expect(wantsPacking('chat', { ops })).toBe(false);
  expect(isPacked({ ops })).toBe(false);
  expect(isPacked({ ops: new Uint8Array(1) })).toBe(true);
});

test('what comes after something that is waited for comes after it; else at once', async () => {
  const order: string[] = [];
  const { now, after } = inOrder();
  now(() => order.push('first'));
  expect(order).toEqual(['first']);
  let ready: (it: string) => void = () => undefined;
  after(new Promise<string>((done) => (ready = done)), (it) => order.push(it));
  after(Promise.reject(new Error('broken')), () => order.push('never'));
  const last = new Promise<void>((done) =>
    now(() => {
      order.push('last');
      done();
    }),
  );
  expect(order).toEqual(['first']);
  ready('second');
  await last;
  expect(order).toEqual(['first', 'second', 'last']);
  await new Promise((done) => setTimeout(done));
  now(() => order.push('at once'));
  expect(order.at(-1)).toBe('at once');
});
