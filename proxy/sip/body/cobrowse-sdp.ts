// The cobrowse stream of a session description: what it says of the session, and its commands.
import { CAPABILITIES, type Line } from './line.ts';
import { printLine, readLine } from './line-text.ts';
import { attribute, type Media, type Sdp } from './sdp.ts';

/** What concerns the session and not one command. */
export interface Particulars {
  readonly room?: string;
  readonly self?: string;
  readonly join?: string;
  readonly seq?: number;
  readonly from?: string;
}
export interface CobrowseStream extends Particulars {
  /** Its place among the m= lines. */
  readonly index: number;
  readonly setup: string;
  readonly caps: readonly string[];
  readonly lines: readonly Line[];
}
/** Null: there is none. */
export type StreamRead = { readonly stream: CobrowseStream | null } | { readonly fault: string };

/** A body of 64 kB could hold thousands; nobody sends so many at once. */
const MAX_LINES = 200;

export const isCobrowse = (it: Media): boolean =>
  it.media === 'application' && it.formats.length === 1 && it.formats[0] === 'cobrowse';

export function readStream({ media }: Sdp): StreamRead {
  const found = media.filter((it) => isCobrowse(it) && it.port > 0);
  const it = found[0];
  if (it === undefined) return { stream: null };
  if (found.length > 1) return { fault: 'm=application: there is more than one cobrowse stream' };
  if (it.proto !== 'TCP' && it.proto !== 'TCP/TLS')
    return { fault: 'm=application: the protocol must be TCP' };
  const setup = attribute(it.attributes, 'setup') ?? 'active';
  if (!/^(active|passive|actpass|holdconn)$/.test(setup)) return { fault: 'a=setup is malformed' };
  const version = attribute(it.attributes, 'cobrowse-version');
  if (version !== undefined && version !== '1') return { fault: 'a=cobrowse-version: only 1 is known' };
  const lines: Line[] = [];
  for (const text of it.attributes) {
    const read = readLine(text);
    if (read === undefined) continue;
    if ('fault' in read) return read;
    lines.push(read.line);
  }
  if (lines.length > MAX_LINES) return { fault: 'a=cobrowse: there are too many commands' };
  const caps = (attribute(it.attributes, 'cobrowse-caps') ?? '').split(' ').filter((one) => one !== '');
  const particulars = readParticulars(it);
  if (typeof particulars === 'string') return { fault: particulars };
  return { stream: { index: media.indexOf(it), setup, caps, lines, ...particulars } };
}

const PATTERNS = {
  room: /^[A-Za-z0-9._-]{1,64}$/,
  self: /^[A-Za-z0-9_-]{1,32}$/,
  join: /^https?:\/\/\S+$/,
  from: /^[A-Za-z0-9_-]{1,32}$/,
} as const;

function readParticulars(it: Media): Particulars | string {
  const found: { -readonly [K in keyof Particulars]: Particulars[K] } = {};
  for (const name of ['room', 'self', 'join', 'from'] as const) {
    const value = attribute(it.attributes, `cobrowse-${name}`);
    if (value === undefined) continue;
    if (!PATTERNS[name].test(value)) return `a=cobrowse-${name} is malformed`;
    found[name] = value;
  }
  const seq = attribute(it.attributes, 'cobrowse-seq');
  if (seq === undefined) return found;
  if (!/^\d{1,10}$/.test(seq) || Number(seq) === 0) return 'a=cobrowse-seq is malformed';
  return { ...found, seq: Number(seq) };
}

export interface StreamSaid extends Particulars {
  /** In offers and answers: version and capabilities are told. */
  readonly isNegotiation: boolean;
  readonly lines: readonly Line[];
}

/** Nobody opens a connection for it: what is to be said rides in SIP itself (RFC 4145 section 4, holdconn). */
export function printStream({ isNegotiation, lines, room, self, join, seq, from }: StreamSaid): Media {
  const attributes = ['setup:holdconn'];
  if (isNegotiation) attributes.push('cobrowse-version:1', `cobrowse-caps:${CAPABILITIES.join(' ')}`);
  if (room !== undefined) attributes.push(`cobrowse-room:${room}`);
  if (self !== undefined) attributes.push(`cobrowse-self:${self}`);
  if (join !== undefined) attributes.push(`cobrowse-join:${join}`);
  if (seq !== undefined) attributes.push(`cobrowse-seq:${seq}`);
  if (from !== undefined) attributes.push(`cobrowse-from:${from}`);
  attributes.push(...lines.map(printLine));
  return { media: 'application', port: 9, proto: 'TCP', formats: ['cobrowse'], connection: null, attributes };
}
