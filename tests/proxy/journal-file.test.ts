import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFile } from '../../proxy/journal-file.ts';
import { emptyChain, nextRecord, type ChainHead } from '../../proxy/session/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
const file = join(folder, 'journal.jsonl');
afterAll(() => rmSync(folder, { recursive: true }));

function lines(count: number): string[] {
  let head: ChainHead = emptyChain;
  return Array.from({ length: count }, (_, at) => {
    const made = nextRecord(head, at * 1_000, { kind: 'connected', participant: 'aaaaaaaa' });
    head = made;
    return JSON.stringify(made);
  });
}
const verdict = (text: readonly string[]): ReturnType<typeof verifyFile> => {
  writeFileSync(file, text.map((it) => `${it}\n`).join(''));
  return verifyFile(file);
};

test('an unbroken journal says from when to when, and whether older records are gone', () => {
  expect(verdict(lines(3))).toEqual({
    isUnbroken: true,
    text: `${file} is unbroken: records 1 to 3, 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:02.000Z.`,
  });
  expect(verdict(lines(3).slice(1)).text).toContain('records 2 to 3, ');
  expect(verdict(lines(3).slice(1)).text).toContain('Older records are not in it.');
});

test.each([
  [
    'a changed record',
    (it: string[]) => it.map((line, at) => (at === 1 ? line.replace('aaaaaaaa', 'b') : line)),
    'record 2 (line 2), which is not',
  ],
  ['a missing record', (it: string[]) => it.filter((_, at) => at !== 1), 'record 3 (line 2), which does not'],
  ['no record', (it: string[]) => [...it, '{"n":4}'], 'line 4, is no record'],
  ['no JSON', (it: string[]) => ['<html>', ...it], 'line 1, is no record'],
  ['nothing', () => [], 'holds no records'],
])('%s is named', (_name, change, said) => {
  const found = verdict(change(lines(3)));
  expect(found.isUnbroken).toBe(false);
  expect(found.text).toContain(said);
});

test('a file that is none is named', () => {
  expect(verifyFile(join(folder, 'none')).text).toMatch(/none cannot be read: .*ENOENT/);
});
