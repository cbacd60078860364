// The body of a request, from bytes to what it says about the cobrowse stream; or the answer that refuses it.
import { readStream, type CobrowseStream } from '../body/cobrowse-sdp.ts';
import { parseSdp, type Sdp } from '../body/sdp.ts';
import { all, field, first, type Fields } from '../message/fields.ts';
import { quote } from '../message/grammar.ts';
import type { Reply, SipRequest } from '../message/message.ts';

export type BodyRead =
  { readonly sdp: Sdp; readonly stream: CobrowseStream | null } | { readonly refusal: Reply };

/** RFC 3261 section 20.43. */
export const warning = (code: number, text: string): Fields => [
  field('warning', `${code} lockstep ${quote(text.replace(/[^\x20-\x7e]/g, '?'))}`),
];

export const typeOf = (request: SipRequest): string =>
  (first(request.fields, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Null: nobody but us understands it as it is. */
export function foreign(request: SipRequest, types: readonly string[]): Reply | null {
  const encoded = all(request.fields, 'content-encoding').some((it) => it.toLowerCase() !== 'identity');
  if (encoded) return { status: 415, fields: [field('accept-encoding', 'identity')] };
  if (types.includes(typeOf(request))) return null;
  return { status: 415, fields: types.map((it) => field('accept', it)) };
}

export function readBody(request: SipRequest): BodyRead {
  const refusal = foreign(request, ['application/sdp']);
  if (refusal !== null) return { refusal };
  const bad = (fault: string): BodyRead => ({ refusal: { status: 400, fields: warning(399, fault) } });
  const text = request.body.toString('utf8');
  if (text.includes('\ufffd')) return bad('the body is not UTF-8');
  const read = parseSdp(text);
  if ('fault' in read) return bad(read.fault);
  const stream = readStream(read.sdp);
  if ('fault' in stream) return bad(stream.fault);
  return { sdp: read.sdp, stream: stream.stream };
}
