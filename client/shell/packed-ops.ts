// What the live page tells of itself is long and says much twice: it is packed once, where it comes from, for however many
// mirrors. Packing takes its time, and what comes after must not come before.
import { isFields } from './frame-message.ts';

/** Shorter ones are not worth the wait. */
const FROM_LENGTH = 1_024;
/** A page that says more than this wants to fill the memory of those who look on. */
const MAX_BYTES = 128 * 1024 * 1024;

type Body = Readonly<Record<string, unknown>>;

const canPack = (): boolean => 'CompressionStream' in globalThis && 'DecompressionStream' in globalThis;

async function throughStream(
  bytes: BlobPart,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_BYTES) throw new Error('too much');
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function packed(body: Body): Promise<Body> {
  return { ...body, ops: await throughStream(body['ops'] as string, new CompressionStream('deflate')) };
}

/** Null: it was not packed by us. */
export async function unpacked(body: Body): Promise<Body | null> {
  try {
    const bytes = await throughStream(body['ops'] as ArrayBuffer, new DecompressionStream('deflate'));
    return { ...body, ops: new TextDecoder().decode(bytes) };
  } catch {
    // Whoever runs the page sends what is no packed text: the mirror finds that something is missing, and asks anew.
    return null;
  }
}

export const wantsPacking = (name: string, body: unknown): body is Body =>
  name === 'dom' &&
  isFields(body) &&
  typeof body['ops'] === 'string' &&
  body['ops'].length >= FROM_LENGTH &&
  canPack();

export const isPacked = (body: unknown): body is Body =>
  isFields(body) && (body['ops'] instanceof ArrayBuffer || ArrayBuffer.isView(body['ops']));

export interface InOrder {
  /** At once where nothing is waited for; else when it is its turn. */
  readonly now: (act: () => void) => void;
  readonly after: <T>(wait: Promise<T>, act: (it: T) => void) => void;
}

export function inOrder(): InOrder {
  let waiting = 0;
  let tail: Promise<void> = Promise.resolve();
  const after: InOrder['after'] = (wait, act) => {
    waiting += 1;
    tail = tail
      .then(() => wait)
      .then(act)
      .catch(() => undefined)
      .finally(() => (waiting -= 1));
  };
  return {
    after,
    now: (act) => {
      if (waiting === 0) act();
      else after(Promise.resolve(), act);
    },
  };
}
