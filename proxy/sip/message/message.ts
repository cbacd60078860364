// A SIP message as a value, and as bytes.
import { spelling, without, type Fields } from './fields.ts';
import { phraseOf } from './status.ts';

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly fields: Fields;
  readonly body: Buffer;
}
export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly fields: Fields;
  readonly body: Buffer;
}
export type SipMessage = SipRequest | SipResponse;

export const NO_BODY = Buffer.alloc(0);

/** Content-Length is always that of the body. */
export function printMessage(message: SipMessage): Buffer {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = without(message.fields, 'content-length').map(
    ({ name, value }) => `${spelling(name)}: ${value}`,
  );
  const head = [start, ...lines, `Content-Length: ${message.body.length}`, '', ''].join('\r\n');
  return message.body.length === 0 ? Buffer.from(head) : Buffer.concat([Buffer.from(head), message.body]);
}

export interface Reply {
  readonly status: number;
  readonly reason?: string;
  readonly fields?: Fields;
  readonly body?: Buffer;
}

/** RFC 3261 section 8.2.6.2: what a response repeats of its request. `tag` is ours, for a To that has none. */
export function responseTo(request: SipRequest, reply: Reply, tag: string | null): SipResponse {
  const copied = request.fields
    .filter(({ name }) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
    .map((it) =>
      it.name === 'to' && tag !== null && reply.status !== 100 && !/;\s*tag\s*=/i.test(it.value)
        ? { ...it, value: `${it.value};tag=${tag}` }
        : it,
    );
  return {
    kind: 'response',
    status: reply.status,
    reason: reply.reason ?? phraseOf(reply.status),
    fields: [...copied, ...(reply.fields ?? [])],
    body: reply.body ?? NO_BODY,
  };
}
