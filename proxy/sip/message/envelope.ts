// What every message carries, read once: who, to whom, which call, which request, by which way.
import { all, first, type Fields } from './fields.ts';
import { TOKEN } from './grammar.ts';
import { parseNameAddress, type NameAddress } from './name-address.ts';
import { parseVia, type Via } from './via.ts';

export interface Envelope {
  /** The topmost. */
  readonly via: Via;
  readonly from: NameAddress;
  readonly to: NameAddress;
  readonly callId: string;
  readonly cseq: { readonly number: number; readonly method: string };
}

/** The fault names the field. */
export type EnvelopeRead = { readonly envelope: Envelope } | { readonly fault: string };

const CSEQ = /^(\d{1,10})\s+(\S+)$/;

export function readEnvelope(fields: Fields): EnvelopeRead {
  const vias = all(fields, 'via').map(parseVia);
  const via = vias[0];
  if (via == null || vias.includes(null)) return { fault: 'Via' };
  const from = parseNameAddress(first(fields, 'from') ?? '');
  if (from === null) return { fault: 'From' };
  const to = parseNameAddress(first(fields, 'to') ?? '');
  if (to === null) return { fault: 'To' };
  const callId = first(fields, 'call-id') ?? '';
  if (callId === '' || /\s/.test(callId)) return { fault: 'Call-ID' };
  const [, digits = '', method = ''] = CSEQ.exec(first(fields, 'cseq') ?? '') ?? [];
  const number = Number(digits);
  // RFC 3261 section 8.1.1.5: less than 2**31.
  if (digits === '' || number >= 2 ** 31 || !TOKEN.test(method)) return { fault: 'CSeq' };
  return { envelope: { via, from, to, callId, cseq: { number, method } } };
}
