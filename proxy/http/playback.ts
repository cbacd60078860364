// A mirror's answer from the record, of what is there and of what is still coming.
import { once } from 'node:events';
import type { Exchange } from './exchange.ts';
import { follow } from './growing.ts';
import type { Head, Resource } from './record.ts';
import { sendHead } from './send.ts';

interface Slice {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

const lengthOf = (head: Head, resource: Resource): number | null => {
  if (resource.body.state() === 'done') return resource.size;
  const said = head.headers['content-length'];
  return typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : null;
};

/** RFC 9110 section 14.1.2, one range; null: the whole, which a server may always give. */
function sliceOf(range: string | undefined, length: number | null): Slice | 'unsatisfiable' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (found === null || length === null) return null;
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return start >= length || start > end ? 'unsatisfiable' : { start, end };
}

function* cut(chunk: Buffer, at: number, slice: Slice | null): Generator<Buffer> {
  if (slice === null) yield chunk;
  else if (at + chunk.length > slice.start && at <= slice.end) {
    yield chunk.subarray(Math.max(0, slice.start - at), slice.end + 1 - at);
  }
}

async function sendFrom(exchange: Exchange, resource: Resource, slice: Slice | null): Promise<void> {
  const { res } = exchange;
  let at = 0;
  for await (const chunk of follow(resource.body)) {
    for (const part of cut(chunk, at, slice)) {
      if (!res.write(part)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
    }
    at += chunk.length;
    if (res.destroyed || (slice !== null && at > slice.end)) break;
  }
  res.end();
}

function isKnown({ req }: Exchange, head: Head): boolean {
  const tag = head.headers['etag'];
  const asked = req.headers['if-none-match'];
  return (
    head.status === 200 && typeof tag === 'string' && asked !== undefined && asked.split(/,\s*/).includes(tag)
  );
}

/** False: it broke off before the site answered, or was not kept, and nothing has been sent. */
export async function play(exchange: Exchange, resource: Resource): Promise<boolean> {
  const { res, req } = exchange;
  while (resource.head() === null) {
    if (resource.body.state() !== 'open') return false;
    await resource.body.changed();
  }
  const head = resource.head();
  if (head === null || resource.body.state() === 'failed') return false;
  if (res.destroyed) return true;
  const length = lengthOf(head, resource);
  const slice = head.status === 200 ? sliceOf(req.headers.range, length) : null;
  if (isKnown(exchange, head)) {
    sendHead(exchange, { status: 304, statusText: 'Not Modified', headers: head.headers });
    res.end();
  } else if (slice === 'unsatisfiable') {
    const headers = { 'content-range': `bytes */${String(length)}`, 'content-length': '0' };
    sendHead(exchange, { status: 416, statusText: 'Range Not Satisfiable', headers });
    res.end();
  } else {
    sendHead(exchange, slice === null ? head : partial(head, slice, length ?? 0));
    if (exchange.method === 'HEAD') res.end();
    else await sendFrom(exchange, resource, slice).catch(() => res.destroy());
  }
  return true;
}

function partial(head: Head, { start, end }: Slice, length: number): Head {
  const headers = {
    ...head.headers,
    'content-range': `bytes ${String(start)}-${String(end)}/${String(length)}`,
    'content-length': String(end - start + 1),
  };
  return { status: 206, statusText: 'Partial Content', headers };
}
