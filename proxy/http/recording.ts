// Opens the record for what is about to be fetched, so that others who ask for the same wait for this one.
import { asksForWorker, type Exchange, type Step } from './exchange.ts';
import { recordKey } from './kind.ts';

/** What scripts fetch is theirs alone; mirrors run none, and never ask for it. */
const isShared = (dest: string): boolean => dest !== 'empty' && dest !== 'report' && dest !== 'webidentity';

export function record(exchange: Exchange): void {
  const { method, dest, session, res } = exchange;
  if (method !== 'GET' || !isShared(dest) || asksForWorker(exchange)) return;
  const writer = session.record.beginResource(recordKey(exchange));
  exchange.writer = writer;
  res.on('close', () => writer.drop());
}

export const recording: Step = (exchange) => {
  const { role, req } = exchange;
  // A part of something long is not kept; the whole of something short is, though it was asked for as a range.
  const isPart = req.headers.range !== undefined && !/^bytes=0-$/.test(req.headers.range);
  if (role === 'live' && !isPart) record(exchange);
  return false;
};
