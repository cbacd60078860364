import {
  breakIn,
  controlHistory,
  emptyChain,
  nextRecord,
  verifyJournal,
  type ChainHead,
  type Happening,
  type JournalRecord,
} from '../../../proxy/session/journal.ts';

const happenings: readonly Happening[] = [
  { kind: 'created', url: 'https://example.com/' },
  { kind: 'joined', participant: 'aaaaaaaa', name: 'Ann', role: 'owner' },
  { kind: 'control', holder: 'aaaaaaaa', epoch: 1, why: 'joined' },
  { kind: 'control', holder: null, epoch: 2, why: 'released' },
  { kind: 'ended', reason: 'ended', by: 'aaaaaaaa' },
];

function journal(): JournalRecord[] {
  const records: JournalRecord[] = [];
  let head: ChainHead = emptyChain;
  happenings.forEach((what, i) => {
    const made = nextRecord(head, 1_000 + i, what);
    records.push(made);
    head = made;
  });
  return records;
}

test('a journal verifies, also after a trip through JSON and without its oldest records', () => {
  expect(verifyJournal(journal())).toBe(true);
  expect(verifyJournal(JSON.parse(JSON.stringify(journal())) as JournalRecord[])).toBe(true);
  expect(verifyJournal(journal().slice(2))).toBe(true);
  expect(verifyJournal([])).toBe(true);
});

test('a changed, a missing, an added and a moved record are noticed', () => {
  const [first, second, third, ...rest] = journal() as [JournalRecord, JournalRecord, JournalRecord];
  expect(verifyJournal([first, { ...second, at: 1 }, third, ...rest])).toBe(false);
  expect(verifyJournal([first, third, ...rest])).toBe(false);
  expect(verifyJournal([first, second, second, third])).toBe(false);
  expect(verifyJournal([second, first, third])).toBe(false);
  expect(verifyJournal([{ ...first, prev: 'f'.repeat(64) }])).toBe(false);
});

test('the first broken record is named, and how', () => {
  const [first, second, third] = journal() as [JournalRecord, JournalRecord, JournalRecord];
  expect(breakIn([first, { ...second, at: 1 }, third])).toEqual({ at: 1, why: 'changed' });
  expect(breakIn([first, third])).toEqual({ at: 1, why: 'out-of-place' });
  expect(breakIn([first, second, third])).toBeNull();
});

test('the control history says who held it, from when to when, and why', () => {
  expect(controlHistory(journal())).toEqual([
    { holder: 'aaaaaaaa', epoch: 1, from: 1_002, to: 1_003, why: 'joined' },
    { holder: null, epoch: 2, from: 1_003, to: 1_004, why: 'released' },
  ]);
});
