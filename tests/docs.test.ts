// What the documentation says of the program is the program's own word. UPDATE_DOCS=1 writes it anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { protocolPage } from './docs/protocol-page.ts';
import { probes } from './browser/virtual/probes.ts';
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

// A page that has the marks has the table between them.
test.each(['docs/operations.md', 'README.md'].filter((it) => existsSync(join(root, it))))(
  '%s names every setting',
  (path) => {
    const page = readFileSync(join(root, path), 'utf8');
    expect(page).toMatch(settings);
    keepEqual(
      path,
      page.replace(settings, (_all, begin: string, end: string) => `${begin}\n${settingsTable()}\n${end}`),
    );
  },
);

test('every link of the documentation leads somewhere', () => {
  const dead = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages('docs')]
    .filter((page) => existsSync(join(root, page)))
    .flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map((it) => it[1] ?? '')
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
  expect(dead).toEqual([]);
});

test('docs/virtualisation.md names probes and tests that there are', () => {
  const rows = readFileSync(join(root, 'docs/virtualisation.md'), 'utf8').matchAll(/^\|.*\|([^|]+)\|$/gm);
  const named = [...rows].flatMap(([, cell = '']) => [
    ...[...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => (name in probes ? null : name)),
    ...[...cell.matchAll(/tests\/[\w/.-]+/g)].map(([path]) => (existsSync(join(root, path)) ? null : path)),
  ]);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((it) => it !== null)).toEqual([]);
});

test('every rule of docs/spec.md has an id of its own and a test that holds it', () => {
  const rules = readFileSync(join(root, 'docs/spec.md'), 'utf8').matchAll(
    /^\| ([A-Z]{3}\d+) \| .+ \| \[(.+)\]\(\.\.\/(.+)\) \|$/gm,
  );
  const known = new Set<string>();
  const wrong: string[] = [];
  for (const [, id = '', title = '', file = ''] of rules) {
    if (known.has(id)) wrong.push(`${id} stands there twice`);
    if (!existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(title))
      wrong.push(`${id}: no test "${title}" in ${file}`);
    known.add(id);
  }
  expect(known.size).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test('docs/dependencies.md names every dependency, and none that is gone', () => {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
  const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, names = '']) =>
    names.replace(/`/g, '').split(', '),
  );
  const names = [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
  const isNamed = (name: string, row: string): boolean =>
    row.endsWith('*') ? name.startsWith(row.slice(0, -1)) : name === row;
  expect(names.filter((name) => !rows.some((row) => isNamed(name, row)))).toEqual([]);
  expect(rows.filter((row) => !names.some((name) => isNamed(name, row)))).toEqual([]);
});
