// `lockstep verify-journal FILE`: whether an exported journal is as it was written.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { breakIn, type JournalRecord } from './session/journal.ts';

/** What every record has; the rest of it differs by kind, and its hash vouches for it. */
const record = z.looseObject({
  n: z.number().int().min(1),
  at: z.number(),
  kind: z.string(),
  prev: z.string(),
  hash: z.string(),
});

export interface Verdict {
  readonly isUnbroken: boolean;
  /** For people. */
  readonly text: string;
}

const REASONS = {
  changed: 'is not as it was written: its hash is of something else',
  'out-of-place':
    'does not follow the one before: something between them is missing, or was added, or has been moved',
} as const;

/** A journal as `GET /api/sessions/:id/journal` gives it: a record in JSON to a line. */
export function verifyFile(file: string): Verdict {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return broken(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return verifyText(text, file);
}

function verifyText(text: string, file: string): Verdict {
  const lines = text.split('\n');
  const numbers: number[] = [];
  const records: JournalRecord[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = recordIn(line);
    if (read === null) return broken(`${file}, line ${at + 1}, is no record of a journal.`);
    numbers.push(at + 1);
    records.push(read);
  }
  const found = breakIn(records);
  if (found !== null) {
    const where = `record ${records[found.at]?.n ?? 0} (line ${numbers[found.at] ?? 0})`;
    return broken(`${file} is broken at ${where}, which ${REASONS[found.why]}.`);
  }
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return broken(`${file} holds no records.`);
  const when = ({ at }: JournalRecord): string => new Date(at).toISOString();
  const older = first.n > 1 ? ' Older records are not in it.' : '';
  return {
    isUnbroken: true,
    text: `${file} is unbroken: records ${first.n} to ${last.n}, ${when(first)} to ${when(last)}.${older}`,
  };
}

const broken = (text: string): Verdict => ({ isUnbroken: false, text });

function recordIn(line: string): JournalRecord | null {
  try {
    const parsed = record.safeParse(JSON.parse(line));
    return parsed.success ? (parsed.data as unknown as JournalRecord) : null;
  } catch {
    // No JSON.
    return null;
  }
}
