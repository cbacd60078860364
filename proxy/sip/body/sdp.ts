// Session descriptions (RFC 8866): parsed strictly, printed with CRLF. Unknown attributes are kept and ignored.

export interface Media {
  readonly media: string;
  readonly port: number;
  /** `RTP/AVP`, `TCP`, ... */
  readonly proto: string;
  readonly formats: readonly string[];
  readonly connection: string | null;
  /** `name` or `name:value`. */
  readonly attributes: readonly string[];
}
export interface Sdp {
  readonly origin: string;
  readonly name: string;
  readonly connection: string | null;
  readonly timing: string;
  readonly attributes: readonly string[];
  readonly media: readonly Media[];
}
export type SdpRead = { readonly sdp: Sdp } | { readonly fault: string };

const ORIGIN = /^\S+ \d{1,20} \d{1,20} IN IP[46] \S+$/;
const CONNECTION = /^IN IP[46] \S+$/;
const MEDIA =
  /^([A-Za-z0-9!#$%&'*+\-.^_`{|}~]+) (\d{1,5})(?:\/\d+)? ([A-Za-z0-9!#$%&'*+\-.^_`{|}~/]+)((?: \S+)+)$/;
const ATTRIBUTE = /^[A-Za-z0-9!#$%&'*+\-.^_`{|}~]+(:.*)?$/s;
/** Their order within a section (RFC 8866 section 5). */
const SESSION_ORDER = 'vosiuepcbtrzka';
const MEDIA_ORDER = 'icbka';
const MAX_MEDIA = 32;

interface Draft {
  readonly lines: { readonly type: string; readonly value: string }[];
}

export function parseSdp(text: string): SdpRead {
  const sections: Draft[] = [{ lines: [] }];
  const lines = text.split(/\r?\n/);
  // One line end closes the last line; more than that is tolerated, blank lines between others are not.
  while (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    const [, type, value] = /^([a-z])=([^\r\0]*)$/.exec(line) ?? [];
    if (type === undefined || value === undefined) return { fault: `"${line.slice(0, 40)}" is no SDP line` };
    if (type === 'm') sections.push({ lines: [] });
    sections.at(-1)?.lines.push({ type, value });
  }
  const [session, ...media] = sections;
  if (session === undefined || session.lines[0]?.type !== 'v') return { fault: 'v= must come first' };
  if (media.length > MAX_MEDIA) return { fault: 'there are too many m= lines' };
  const problem = sessionProblem(session) ?? attributesProblem(sections);
  if (problem !== null) return { fault: problem };
  const parsed = media.map(readMedia);
  const wrong = parsed.find((it) => typeof it === 'string');
  if (wrong !== undefined) return { fault: wrong };
  const value = (type: string): string | null => session.lines.find((it) => it.type === type)?.value ?? null;
  return {
    sdp: {
      origin: value('o') ?? '',
      name: value('s') ?? '-',
      connection: value('c'),
      timing: value('t') ?? '0 0',
      attributes: attributesOf(session),
      media: parsed as Media[],
    },
  };
}

const attributesOf = ({ lines }: Draft): string[] =>
  lines.filter((it) => it.type === 'a').map((it) => it.value);

function sessionProblem(session: Draft): string | null {
  const count = (type: string): number => session.lines.filter((it) => it.type === type).length;
  for (const type of ['v', 'o', 's', 't'] as const)
    if (count(type) === 0 || (type !== 't' && count(type) > 1)) return `there must be one ${type}= line`;
  if (session.lines[0]?.value !== '0') return 'v= must be 0';
  const value = (type: string): string => session.lines.find((it) => it.type === type)?.value ?? '';
  if (!ORIGIN.test(value('o'))) return 'o= is malformed';
  if (count('c') > 0 && !CONNECTION.test(value('c'))) return 'c= is malformed';
  if (!/^\d{1,20} \d{1,20}$/.test(value('t'))) return 't= is malformed';
  return orderProblem(session, SESSION_ORDER);
}

function orderProblem({ lines }: Draft, order: string): string | null {
  let last = 0;
  for (const { type } of lines) {
    const at = order.indexOf(type);
    // t=, r= and z= come again for each time; an unknown type makes the whole invalid (RFC 8866 section 5).
    if (at < 0) return `${type}= is not known here`;
    if (at < last && !'trz'.includes(type)) return `${type}= stands in the wrong place`;
    last = Math.max(last, at);
  }
  return null;
}

function attributesProblem(sections: readonly Draft[]): string | null {
  const wrong = sections.flatMap(attributesOf).find((it) => !ATTRIBUTE.test(it));
  return wrong === undefined ? null : `a=${wrong.slice(0, 40)} is malformed`;
}

function readMedia(section: Draft): Media | string {
  const [head, ...rest] = section.lines;
  const [, media, port, proto, formats] = MEDIA.exec(head?.value ?? '') ?? [];
  if (media === undefined || proto === undefined || formats === undefined || Number(port) > 65_535)
    return 'm= is malformed';
  const connection = rest.find((it) => it.type === 'c')?.value ?? null;
  if (connection !== null && !CONNECTION.test(connection)) return 'c= is malformed';
  const order = orderProblem({ lines: rest }, MEDIA_ORDER);
  if (order !== null) return order;
  return {
    media,
    port: Number(port),
    proto,
    formats: formats.trim().split(' '),
    connection,
    attributes: attributesOf(section),
  };
}

export function printSdp({ origin, name, connection, timing, attributes, media }: Sdp): string {
  const lines = ['v=0', `o=${origin}`, `s=${name}`];
  if (connection !== null) lines.push(`c=${connection}`);
  lines.push(`t=${timing}`, ...attributes.map((it) => `a=${it}`));
  for (const it of media) {
    lines.push(`m=${it.media} ${it.port} ${it.proto} ${it.formats.join(' ')}`);
    if (it.connection !== null) lines.push(`c=${it.connection}`);
    lines.push(...it.attributes.map((one) => `a=${one}`));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The value of the first attribute of this name; '' where it has none, undefined where it is not there. */
export function attribute(list: readonly string[], name: string): string | undefined {
  const found = list.find((it) => it === name || it.startsWith(`${name}:`));
  return found === undefined ? undefined : found.slice(name.length + 1);
}
