import { helpText } from '../../config/help.ts';
import { table } from '../../config/option-table.ts';
import { readOptions, WrongSettings, type ConfigProblem } from '../../config/options.ts';

function problems(env: Record<string, string>, argv: readonly string[] = []): readonly ConfigProblem[] {
  try {
    readOptions(env, argv);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems;
    throw error;
  }
}

test('without settings every option has its default', () => {
  expect(readOptions({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    baseUrl: '',
    allowPrivate: [],
    allowSites: ['*'],
    create: 'open',
    grace: 60_000,
    sessionExpiry: 3_600_000,
    maxUpload: 100_000_000,
    logLevel: 'info',
  });
});

test('a flag wins over the variable, in both spellings', () => {
  expect(readOptions({ LOCKSTEP_PORT: '1' }, ['--port', '0']).port).toBe(0);
  expect(readOptions({ LOCKSTEP_PORT: '1' }, ['--port=0']).port).toBe(0);
  expect(readOptions({}, ['--base-url=https://a.example']).baseUrl).toBe('https://a.example');
});

test('an empty variable is one that is not set', () => {
  expect(readOptions({ LOCKSTEP_PORT: '', LOCKSTEP_GRACE: ' ' })).toMatchObject({
    port: 8080,
    grace: 60_000,
  });
});

test.each([
  ['LOCKSTEP_GRACE', '500ms', 'grace', 500],
  ['LOCKSTEP_GRACE', '20', 'grace', 20_000],
  ['LOCKSTEP_SESSION_EXPIRY', '2h', 'sessionExpiry', 7_200_000],
  ['LOCKSTEP_MAX_RECORD', '2MB', 'maxRecord', 2_000_000],
  ['LOCKSTEP_MAX_RECORD', '2048', 'maxRecord', 2_048],
  [
    'LOCKSTEP_ALLOW_PRIVATE',
    '127.0.0.1, LOCALHOST,[::1]:80',
    'allowPrivate',
    ['127.0.0.1', 'localhost', '[::1]:80'],
  ],
  ['LOCKSTEP_DENY_SITES', '*.example.com', 'denySites', ['*.example.com']],
  ['LOCKSTEP_ADMIN_TOKEN', 'a token', 'adminToken', 'a token'],
] as const)('%s=%s', (variable, text, name, value) => {
  expect(readOptions({ [variable]: text })[name]).toEqual(value);
});

test.each([
  ['LOCKSTEP_PORT', '70000'],
  ['LOCKSTEP_PORT', 'http'],
  ['LOCKSTEP_PORT', '-1'],
  ['LOCKSTEP_HOST', 'a b'],
  ['LOCKSTEP_BASE_URL', 'cobrowse.example.com'],
  ['LOCKSTEP_BASE_URL', 'ftp://cobrowse.example.com'],
  ['LOCKSTEP_BASE_URL', 'https://cobrowse.example.com/here'],
  ['LOCKSTEP_BASE_URL', 'http://127.0.0.1:8080'],
  ['LOCKSTEP_BASE_URL', 'http://[::1]:8080'],
  ['LOCKSTEP_BASE_URL', 'http://localhost:8080'],
  ['LOCKSTEP_ALLOW_SITES', 'https://example.com/'],
  ['LOCKSTEP_CREATE', 'everybody'],
  ['LOCKSTEP_GRACE', 'soon'],
  ['LOCKSTEP_GRACE', '0'],
  ['LOCKSTEP_SESSION_EXPIRY', '25d'],
  ['LOCKSTEP_MAX_RECORD', 'much'],
  ['LOCKSTEP_LOG_LEVEL', 'loud'],
  ['LOCKSTEP_PROT', '1'],
])('%s=%s is named as wrong', (variable, text) => {
  const found = problems({ [variable]: text });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    setting: variable,
    message: expect.stringMatching(/^(must|there is no)/) as string,
  });
});

test("variables of a script's around us are none of ours", () => {
  expect(readOptions({ LOCKSTEP_DIR: '/anywhere', LOCKSTEP_TEST_RUN: '1' })).toEqual(readOptions({}));
});

test('everything that is wrong is named at once', () => {
  const found = problems({ LOCKSTEP_PORT: 'x', LOCKSTEP_CREATE: 'y', LOCKSTEP_MAX_WINDOW: '' }, [
    '--loud',
    '--grace',
  ]);
  expect(found.map((it) => it.setting).sort()).toEqual([
    '--grace',
    '--loud',
    'LOCKSTEP_CREATE',
    'LOCKSTEP_MAX_WINDOW',
    'LOCKSTEP_PORT',
  ]);
  expect(() => readOptions({ LOCKSTEP_PORT: 'x' })).toThrow(
    /A setting is wrong:\n {2}LOCKSTEP_PORT: must be/,
  );
});

test('a flag given twice, without a value, or a stray word is named', () => {
  expect(problems({}, ['--port=1', '--port=2'])).toEqual([{ setting: '--port', message: 'is given twice.' }]);
  expect(problems({}, ['--port', '--host', '::'])).toMatchObject([{ setting: '--port' }]);
  expect(problems({}, ['start'])).toMatchObject([{ setting: 'start' }]);
});

test('a wrong admin token is not printed', () => {
  expect(problems({ LOCKSTEP_ADMIN_TOKEN: 'gehëim' })[0]?.message).not.toContain('gehëim');
});

test('the help names every variable, flag and default', () => {
  const text = helpText();
  for (const it of Object.values(table)) {
    expect(text).toContain(it.env);
    expect(text).toContain(`${it.flag} `);
    expect(it.about).toMatch(/^[A-Z].*\.$/);
    expect(it.shape.safeParse(it.fallback).success).toBe(true);
  }
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(98);
});
