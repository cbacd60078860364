import { clearSites } from '../../../client/shell/farewell.ts';

test('every site is asked, a few at a time, and one that does not answer stops nothing', async () => {
  const asked: string[] = [];
  let running = 0;
  let most = 0;
  globalThis.fetch = async (url, init) => {
    asked.push(url as string);
    expect(init).toMatchObject({ method: 'POST', credentials: 'include', keepalive: true });
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (asked.length % 3 === 0) throw new TypeError('no network');
    return new Response(null, { status: 204 });
  };
  const sites = Array.from({ length: 100 }, (_, n) => `http://site-${n}.lockstep.localhost`);
  await clearSites(sites);
  expect([...asked].sort()).toEqual(sites.map((it) => `${it}/_lockstep/clear`).sort());
  expect(most).toBeLessThanOrEqual(16);
});
