import { readOptions, WrongSettings } from '../../../config/options.ts';
import { hidesSomething, privacyBy } from '../../../proxy/http/privacy.ts';
import { startSiteWorld } from './site-world.ts';

const rules = {
  mask: [
    { hosts: ['*.example.com'], selector: '.iban, #card' },
    { hosts: ['*'], selector: '.secret' },
  ],
  unmask: [{ hosts: ['example.org:8443'], selector: 'h1' }],
};

test('an operator’s rules hold for the hosts they name', () => {
  const of = privacyBy('inputs', rules);
  expect(of('https://shop.example.com')).toEqual({
    mode: 'inputs',
    hide: ['.iban, #card', '.secret'],
    show: [],
  });
  expect(of('https://example.org:8443')).toEqual({ mode: 'inputs', hide: ['.secret'], show: ['h1'] });
  expect(of('https://example.org')).toEqual({ mode: 'inputs', hide: ['.secret'], show: [] });
});

test('rules are read from the settings; what is no selector is said at start', () => {
  const { mask } = readOptions({
    LOCKSTEP_MASK: 'example.com,*.example.org .iban, #card ; * [data-private]',
  });
  expect(mask).toEqual([
    { hosts: ['example.com', '*.example.org'], selector: '.iban, #card' },
    { hosts: ['*'], selector: '[data-private]' },
  ]);
  for (const wrong of ['.iban', 'example.com .a[', 'exa mple .a, ,'])
    expect(() => readOptions({ LOCKSTEP_MASK: wrong })).toThrow(WrongSettings);
  expect(() => readOptions({ LOCKSTEP_PRIVACY: 'none' })).toThrow(/visible, inputs or private/);
});

test('a document of which something is hidden is bare for mirrors until the live page tells it', async () => {
  const body = '<!DOCTYPE html><p class=secret>4711</p>';
  expect(hidesSomething({ mode: 'visible', hide: [], show: [] }, body)).toBe(false);
  expect(hidesSomething({ mode: 'visible', hide: [], show: [] }, '<p data-lockstep-mask>')).toBe(true);
  await using world = await startSiteWorld((req, res) => {
    const marked = '<!DOCTYPE html><p data-lockstep-mask>4711</p>';
    res.writeHead(200, { 'content-type': 'text/html' }).end(req.url === '/marked' ? marked : body);
  });
  await world.page('/');
  await world.page('/marked');
  expect((await world.asMirror('/', 'iframe')).text).toContain('4711');
  const hidden = await world.asMirror('/marked', 'iframe');
  expect(hidden.text).not.toContain('4711');
  expect(hidden.text).toMatch(/^<!DOCTYPE html>/i);
});
