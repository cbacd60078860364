import { sessionPage } from '../../../proxy/api/session-page.ts';
import { listing } from '../../../proxy/api/shapes.ts';
import { sessionOf, windowOf } from '../../client/shell/fake-session.ts';

test('of 5,000 sessions a page holds the part that is asked for, and all pages hold each once', () => {
  const all = Array.from({ length: 5_000 }, (_, n) =>
    sessionOf({ id: `s${n}`, created: n % 7, windows: [windowOf({ url: `https://site-${n}.example/` })] }),
  );
  const seen = new Set<string>();
  for (let offset = 0; offset < 5_000; offset += 200)
    for (const it of sessionPage(all, listing.parse({ offset, limit: 200 })).sessions) seen.add(it.id);
  expect(seen.size).toBe(5_000);
  expect(sessionPage(all, listing.parse({ filter: 'site-4321.example gus' }))).toMatchObject({
    total: 5_000,
    matched: 1,
    sessions: [{ id: 's4321', site: 'site-4321.example' }],
  });
});
