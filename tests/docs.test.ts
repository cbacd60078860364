// What the documentation says of the program is the program's own word. UPDATE_DOCS=1 writes it anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { protocolPage } from './docs/protocol-page.ts';
import { settingsTable } from './docs/settings-table.ts';

const root = join(__dirname, '..');
const update = process.env['UPDATE_DOCS'] === '1';
const settings = /(<!-- settings -->\n)[\s\S]*?(<!-- end of settings -->)/;

function keepEqual(path: string, expected: string): void {
  const file = join(root, path);
  if (update) writeFileSync(file, expected);
  expect(readFileSync(file, 'utf8')).toBe(expected);
}

function pages(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((it) =>
    it.isDirectory() ? pages(join(folder, it.name)) : it.name.endsWith('.md') ? [join(folder, it.name)] : [],
  );
}

test('docs/protocol.md is the table of commands', () => {
  keepEqual('docs/protocol.md', protocolPage());
});

test('docs/operations.md names every setting', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  expect(page).toMatch(settings);
  keepEqual(
    'docs/operations.md',
    page.replace(settings, (_all, begin: string, end: string) => `${begin}\n${settingsTable()}\n${end}`),
  );
});

test('every link of the documentation leads somewhere', () => {
  const dead = ['CONTRIBUTING.md', 'CHANGELOG.md', ...pages('docs')].flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map((it) => it[1] ?? '')
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});
