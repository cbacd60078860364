import { visitorList } from '../../../proxy/demo/visitors.ts';

test('the visitor who has been away longest is forgotten first', () => {
  const visitors = visitorList(2);
  const [first, second] = [visitors.admit(), visitors.admit()];
  visitors.find(first.id);
  visitors.admit();
  expect(visitors.size()).toBe(2);
  expect(visitors.find(first.id)).toBe(first);
  expect(visitors.find(second.id)).toBeUndefined();
});

test('a renewed visitor keeps the basket and loses the old id and token', () => {
  const visitors = visitorList(5);
  const old = visitors.admit();
  const renewed = visitors.renew(old);
  expect(visitors.find(old.id)).toBeUndefined();
  expect(renewed.token).not.toBe(old.token);
  expect(renewed.basket).toBe(old.basket);
});
