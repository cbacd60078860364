import { createPageRecord, type Head } from '../../../proxy/http/record.ts';

const head: Head = { status: 200, statusText: 'OK', headers: {} };
const MEGA = 1_000_000;

test('what is kept and what is on its way stay within the bound, however many load at once', () => {
  const record = createPageRecord(8 * MEGA);
  const writers = Array.from({ length: 20 }, (_, n) => record.beginResource(`/${String(n)}`));
  const held = (): number =>
    writers.reduce(
      (sum, _, n) =>
        sum + (record.resource(`/${String(n)}`)?.body.parts ?? []).reduce((all, it) => all + it.length, 0),
      0,
    );
  for (const it of writers) it.head(head);
  for (const it of writers) it.write(Buffer.alloc(MEGA));
  expect(held()).toBe(8 * MEGA);
  for (const it of writers) it.done();
  expect(held()).toBe(8 * MEGA);
  expect(record.hasResource('/7')).toBe(true);
  expect(record.hasResource('/8')).toBe(false);
  // There is room again.
  const later = record.beginResource('/later');
  later.head(head);
  later.write(Buffer.alloc(MEGA));
  later.done();
  expect(record.hasResource('/later')).toBe(true);
});

test('documents on their way count as well, as they came, and give back what they took', () => {
  const record = createPageRecord(8 * MEGA);
  const begin = (n: number): ReturnType<typeof record.beginDocument> =>
    record.beginDocument(`https://a.example/${String(n)}`, 200);
  const open = Array.from({ length: 10 }, (_, n) => begin(n));
  for (const it of open) it.write(Buffer.alloc(MEGA));
  expect(open.map((_, n) => record.document(`https://a.example/${String(n)}`) !== undefined)).toEqual([
    ...Array<boolean>(8).fill(true),
    false,
    false,
  ]);
  for (const it of open) it.drop();
  const next = begin(10);
  next.write(Buffer.alloc(MEGA));
  next.done();
  expect(record.document('https://a.example/10')?.size).toBe(MEGA);
});

test('one that is too large for its share fails those who wait for it, and lets go of what there was', () => {
  const record = createPageRecord(8 * MEGA);
  const writer = record.beginResource('/large');
  writer.head(head);
  const body = record.resource('/large')?.body;
  for (let n = 0; n < 3; n++) writer.write(Buffer.alloc(MEGA));
  expect([body?.state(), body?.parts.length]).toEqual(['failed', 0]);
  writer.done();
  expect(record.resource('/large')).toBeUndefined();
});
