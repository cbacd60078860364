import { createSiteStorage } from '../../../proxy/http/site-storage.ts';

const origin = 'https://example.com';

test('what one browser has stored is another’s to take, once', () => {
  const storage = createSiteStorage(100);
  storage.keep(origin, 'ann', 'first');
  expect(storage.isWaiting(origin, 'ann')).toBe(false);
  expect(storage.take(origin, 'ann')).toBeNull();
  expect(storage.isWaiting(origin, 'bob')).toBe(true);
  expect(storage.take(origin, 'bob')).toBe('first');
  expect(storage.isWaiting(origin, 'bob')).toBe(false);
  expect(storage.take(origin, 'bob')).toBeNull();
});

test('a browser that has yet to take what another had does not write over it', () => {
  const storage = createSiteStorage(100);
  storage.keep(origin, 'ann', 'hers');
  storage.keep(origin, 'bob', 'nothing');
  expect(storage.take(origin, 'bob')).toBe('hers');
  storage.keep(origin, 'bob', 'more');
  expect(storage.take(origin, 'ann')).toBe('more');
});

test('origins have nothing in common, and all of them no more than the bound', () => {
  const storage = createSiteStorage(10);
  storage.keep(origin, 'ann', '12345678');
  expect(storage.isWaiting('https://example.org', 'bob')).toBe(false);
  storage.keep('https://example.org', 'ann', '12345678');
  expect(storage.isWaiting(origin, 'bob')).toBe(false);
  storage.keep('https://example.net', 'ann', '12345678901');
  expect(storage.isWaiting('https://example.net', 'bob')).toBe(false);
  expect(storage.isWaiting('https://example.org', 'bob')).toBe(true);
});
