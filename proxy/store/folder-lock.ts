// One server to a folder: a socket in it is held for as long as the process lives, however it ends.
import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** unix(7): a socket's path has at most 107 bytes, elsewhere 103. */
const MAX_PATH = 103;

/** Throws a sentence where another process has the folder; gives how to let it go. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketIn(resolve(folder));
  for (;;) {
    const held = await hold(path);
    if (held !== null) return () => new Promise((done) => void held.close(() => done()));
    const left = inode(path);
    const holder = await holderOf(path);
    if (holder !== null)
      throw new Error(
        `Sessions in ${folder} are another Lockstep's, which runs (process ${holder}). ` +
          'Give this one a folder of its own, or none, with LOCKSTEP_DATA.',
      );
    // Left behind by one that was killed. Unless somebody else has just come to the same end.
    if (left !== null && left === inode(path)) unlinkSync(path);
  }
}

function socketIn(folder: string): string {
  const path = join(folder, 'in-use');
  if (Buffer.byteLength(path) <= MAX_PATH) return path;
  return join(tmpdir(), `lockstep-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

/** Null: something is there already. */
function hold(path: string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  server.unref();
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : failed(error),
    );
    server.listen(path, () => done(server));
  });
}

/** The process at the other end; null: nobody is. */
function holderOf(path: string): Promise<string | null> {
  return new Promise((done) => {
    let said = '';
    const socket = connect(path);
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('end', () => done(said));
    socket.on('error', () => done(null));
  });
}

function inode(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
