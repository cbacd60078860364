// Bytes -> message. Never throws: what is wrong with a request comes with it, so that it can be answered (RFC 3261, RFC 4475).
import { readEnvelope, type Envelope } from './envelope.ts';
import { all, first, isSingle, longName, valuesOf, type Field } from './fields.ts';
import { TOKEN } from './grammar.ts';
import type { SipRequest, SipResponse } from './message.ts';
import { parseNameAddress } from './name-address.ts';
import { parseSipUri, schemeOf } from './sip-uri.ts';

export interface Fault {
  readonly status: number;
  readonly reason: string;
}
export type Parsed =
  | {
      readonly kind: 'request';
      readonly request: SipRequest;
      readonly envelope: Envelope;
      readonly fault: Fault | null;
    }
  | { readonly kind: 'response'; readonly response: SipResponse; readonly envelope: Envelope }
  /** Nothing that could be answered, or has to be. */
  | { readonly kind: 'garbage'; readonly why: string };

export const MAX_HEAD = 65_536;
export const MAX_BODY = 65_536;

const REQUEST = /^(\S+) (\S+) SIP\/(\d+\.\d+)$/i;
const RESPONSE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;
const garbage = (why: string): Parsed => ({ kind: 'garbage', why });
const bad = (reason: string, status = 400): Fault => ({ status, reason });

/** Where the head ends and the body begins; null: there is no end of a head. */
export function headEnd(bytes: Buffer): { readonly head: number; readonly body: number } | null {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return null;
  return lf >= 0 && (crlf < 0 || lf < crlf) ? { head: lf, body: lf + 2 } : { head: crlf, body: crlf + 4 };
}

/** One message: a datagram, or what a stream's framing cut out. */
export function parseMessage(bytes: Buffer): Parsed {
  const end = headEnd(bytes);
  if (end === null && bytes.length > MAX_HEAD) return garbage('the head does not end');
  const head = end ?? { head: bytes.length, body: bytes.length };
  const lines = unfolded(bytes.subarray(0, head.head).toString('utf8'));
  const [start = '', ...rest] = lines;
  const { fields, fault } = readFields(rest);
  const read = readEnvelope(fields);
  const available = bytes.subarray(head.body);
  const body = cutBody(available, first(fields, 'content-length'));
  const status = RESPONSE.exec(start);
  if (status !== null) {
    if (!('envelope' in read) || fault !== null || body === null) return garbage('a response that is broken');
    const response: SipResponse = {
      kind: 'response',
      status: Number(status[1]),
      reason: status[2] ?? '',
      fields,
      body,
    };
    return { kind: 'response', response, envelope: read.envelope };
  }
  return readRequest({ start, fields, fieldFault: fault, read, body, tooLarge: head.head > MAX_HEAD });
}

interface Pieces {
  readonly start: string;
  readonly fields: readonly Field[];
  readonly fieldFault: Fault | null;
  readonly read: ReturnType<typeof readEnvelope>;
  readonly body: Buffer | null;
  readonly tooLarge: boolean;
}

function readRequest({ start, fields, fieldFault, read, body, tooLarge }: Pieces): Parsed {
  const line = REQUEST.exec(start);
  // Even a start line that is wrong says that it wants to be a request.
  const method = line?.[1] ?? /^([A-Z]{2,16})\s/.exec(start)?.[1];
  if (method === undefined || /^SIP\//i.test(start)) return garbage('this is no SIP message');
  const envelope = 'envelope' in read ? read.envelope : answerable(fields);
  if (envelope === null) return garbage('there is nobody to answer');
  const request: SipRequest = {
    kind: 'request',
    method,
    uri: line?.[2] ?? '',
    fields,
    body: body ?? Buffer.alloc(0),
  };
  const fault =
    (line === null ? bad('Malformed request line') : null) ??
    (line?.[3] !== undefined && line[3] !== '2.0' ? bad('Version Not Supported', 505) : null) ??
    (tooLarge || request.body.length > MAX_BODY ? bad('Request Entity Too Large', 413) : null) ??
    fieldFault ??
    ('fault' in read ? bad(`Missing or malformed ${read.fault}`) : null) ??
    (body === null ? bad('Malformed Content-Length') : null) ??
    faultOf(request, envelope);
  return { kind: 'request', request, envelope, fault };
}

function faultOf({ method, uri, fields }: SipRequest, { cseq }: Envelope): Fault | null {
  if (!TOKEN.test(method)) return bad('Malformed method');
  if (cseq.method !== method) return bad('CSeq does not match the method');
  const scheme = schemeOf(uri);
  if (scheme === '') return bad('Malformed Request-URI');
  if (scheme !== 'sip' && scheme !== 'sips') return bad('Unsupported URI Scheme', 416);
  if (parseSipUri(uri) === null) return bad('Malformed Request-URI');
  const hops = first(fields, 'max-forwards');
  if (hops !== undefined && !(/^\d{1,3}$/.test(hops) && Number(hops) <= 255))
    return bad('Malformed Max-Forwards');
  for (const name of ['contact', 'route', 'record-route'])
    for (const value of all(fields, name))
      if (!(name === 'contact' && value === '*') && parseNameAddress(value) === null)
        return bad(`Malformed ${name === 'contact' ? 'Contact' : 'Route'}`);
  return null;
}

/** A request whose From, To or CSeq is broken is answered all the same, with what it said (RFC 4475 section 3.1.2). */
function answerable(fields: readonly Field[]): Envelope | null {
  const given = (name: string): string | undefined => first(fields, name);
  if (given('via') === undefined || given('from') === undefined || given('call-id') === undefined)
    return null;
  const stand = [
    ...fields.filter((it) => it.name === 'via' || it.name === 'call-id'),
    { name: 'from', value: '<sip:nobody@invalid>' },
    { name: 'to', value: '<sip:nobody@invalid>' },
    { name: 'cseq', value: '0 NONE' },
  ];
  const read = readEnvelope(stand);
  return 'envelope' in read ? read.envelope : null;
}

/** RFC 3261 section 7.3.1: a line that begins with white space goes on the one before. */
function unfolded(head: string): readonly string[] {
  const text = head.replace(/^[\r\n]+/, '');
  return text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}

function readFields(lines: readonly string[]): {
  readonly fields: readonly Field[];
  readonly fault: Fault | null;
} {
  const fields: Field[] = [];
  const seen = new Set<string>();
  let fault: Fault | null = null;
  for (const line of lines) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const written = line.slice(0, Math.max(0, colon)).trimEnd();
    if (!TOKEN.test(written)) {
      fault ??= bad('Malformed header field');
      continue;
    }
    const name = longName(written);
    if (isSingle(name) && seen.has(name)) fault ??= bad(`More than one ${name}`);
    seen.add(name);
    const values = valuesOf(name, line.slice(colon + 1).trim());
    if (values === null) fault ??= bad(`Unterminated quote in ${name}`);
    else for (const value of values) fields.push({ name, value });
  }
  return { fields, fault };
}

/** Octets beyond Content-Length are ignored (RFC 3261 section 18.3); null where it is wrong or more than there is. */
function cutBody(available: Buffer, length: string | undefined): Buffer | null {
  if (length === undefined) return available;
  if (!/^\d{1,10}$/.test(length) || Number(length) > available.length) return null;
  return available.subarray(0, Number(length));
}
