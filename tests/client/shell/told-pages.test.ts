import { toldPages } from '../../../client/shell/told-pages.ts';
import { sessionOf, windowOf } from './fake-session.ts';

const page = {
  window: 'w1',
  page: 'p2',
  url: 'https://example.com/two',
  title: 'Two',
  icon: '',
  status: 'complete',
};

test('what the server missed of a page is told again, and nothing else', () => {
  const told = toldPages();
  expect(told.unknownTo(sessionOf())).toEqual([]);
  told.note(page);
  expect(told.unknownTo(sessionOf())).toEqual([page]);
  expect(
    told.unknownTo(sessionOf({ windows: [windowOf({ page: 'p2', url: page.url, title: 'Two' })] })),
  ).toEqual([]);
  expect(told.unknownTo(sessionOf({ windows: [] }))).toEqual([]);
});
