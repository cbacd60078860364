// The data folder, and the key of what lies in it: from the operator's secret, or from a file that only this account reads.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Throws a sentence for the operator. */
export function openFolder(folder: string, secret: string): Buffer {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return secret === '' ? keyIn(join(folder, 'key')) : createHash('sha256').update(secret).digest();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Sessions cannot be kept in ${folder}: ${why}. See LOCKSTEP_DATA.`, { cause: error });
  }
}

function keyIn(file: string): Buffer {
  try {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (key.length !== 32) throw new Error(`${file} is not a key`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = randomBytes(32);
  const made = openSync(file, 'wx', 0o600);
  try {
    writeSync(made, `${key.toString('base64')}\n`);
    // Before anything is sealed with it.
    fsyncSync(made);
  } finally {
    closeSync(made);
  }
  return key;
}
