// A request's body on its way to the site, counted.
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { SiteError } from './fault.ts';

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

export interface UploadWatch {
  readonly most: number;
  readonly progress: () => void;
  readonly tooLarge: (error: SiteError) => void;
}

/** Chunked bodies do not say their size beforehand. */
export function countedBody(req: IncomingMessage, { most, progress, tooLarge }: UploadWatch): Transform {
  let size = 0;
  const counter = new Transform({
    transform: (chunk: Buffer, _, done) => {
      size += chunk.length;
      progress();
      if (size <= most) return done(null, chunk);
      tooLarge(new SiteError('too-large', 'The upload is too large.'));
      // The rest is read and dropped, so that the browser gets to read the answer.
      req.unpipe(counter);
      req.resume();
    },
  });
  req.on('close', () => {
    if (!req.complete) counter.destroy();
  });
  counter.on('error', () => req.resume());
  return req.pipe(counter);
}
