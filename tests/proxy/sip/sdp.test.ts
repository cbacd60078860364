// Session descriptions and the cobrowse lines in them, both ways.
import fc from 'fast-check';
import { readStream } from '../../../proxy/sip/body/cobrowse-sdp.ts';
import { printLine, readLine } from '../../../proxy/sip/body/line-text.ts';
import type { Line } from '../../../proxy/sip/body/line.ts';
import { answerTo, describe as described, type Origin } from '../../../proxy/sip/body/negotiation.ts';
import { parseSdp, printSdp, type Sdp } from '../../../proxy/sip/body/sdp.ts';
import { decodeValue, encodeValue } from '../../../proxy/sip/body/value-text.ts';

const head = 'v=0\r\no=alice 3942 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n';
const sdpOf = (text: string): Sdp => {
  const read = parseSdp(text);
  if ('fault' in read) throw new Error(read.fault);
  return read.sdp;
};
const stream = (...attributes: string[]): string =>
  `${head}m=application 9 TCP cobrowse\r\n${['setup:holdconn', ...attributes].map((it) => `a=${it}\r\n`).join('')}`;
const readBody = (text: string) => readStream(sdpOf(text));

test('a description is read, with LF alone too, and printed with CRLF as it was', () => {
  const text = stream('cobrowse-version:1', 'x-unknown:whatever');
  expect(printSdp(sdpOf(text))).toBe(text);
  expect(sdpOf(text.replaceAll('\r\n', '\n'))).toEqual(sdpOf(text));
});

test.each([
  ['', /v=/],
  ['hello', /no SDP line/],
  [head.replace('v=0', 'v=1'), /v= must be 0/],
  [head.replace('s=-\r\n', ''), /s=/],
  [head.replace('192.0.2.10\r\ns', '\r\ns'), /o= is malformed/],
  [head.replace('t=0 0', 't=now'), /t= is malformed/],
  [`${head}m=audio 99999 RTP/AVP 0\r\n`, /m= is malformed/],
  [`${head}m=audio 4 RTP/AVP\r\n`, /m= is malformed/],
  [head.replace('s=-\r\nc=IN IP4 192.0.2.10', 'c=IN IP4 192.0.2.10\r\ns=-'), /wrong place/],
  [`${head}a=\r\n`, /malformed/],
])('a description that is malformed is told so: %j', (text, fault) => {
  const read = parseSdp(text);
  expect('fault' in read ? read.fault : 'none').toMatch(fault);
});

test('a description with anything in it is read or refused, never thrown at', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parseSdp(text)));
  const edits = fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 3 })), { maxLength: 4 });
  fc.assert(
    fc.property(edits, (list) => {
      let text = stream('cobrowse-page:win=w1;url=https://shop.example/', 'cobrowse-seq:1');
      for (const [at, put] of list)
        text = `${text.slice(0, at % text.length)}${put}${text.slice((at % text.length) + 1)}`;
      const read = parseSdp(text);
      if ('sdp' in read) readStream(read.sdp);
    }),
    { numRuns: 1_000 },
  );
});

test('values: any text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const whole = text;
      expect(decodeValue(encodeValue(whole))).toBe(whole);
      expect(encodeValue(whole)).toMatch(/^[\x21-\x7e]*$/);
    }),
  );
  expect([decodeValue('%zz'), decodeValue('a b'), decodeValue('%ff'), decodeValue('a;b')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

const win = fc.stringMatching(/^w[0-9]{1,4}$/);
const pid = fc.stringMatching(/^[a-z2-7]{8}$/);
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
const share = fc.integer({ min: 0, max: 1e6 }).map((it) => it / 1e6);
const optional = <T>(it: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(it);
const line: fc.Arbitrary<Line> = fc.oneof(
  fc.record({ name: fc.constant('page' as const), win, url, title: optional(text) }),
  fc.record({
    name: fc.constant('scroll' as const),
    win,
    node: optional(text),
    fx: optional(share),
    fy: optional(share),
  }),
  fc.record({
    name: fc.constant('highlight' as const),
    win,
    node: text,
    range: optional(
      fc.tuple(fc.nat(999), fc.nat(999)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    ),
    clear: fc.boolean(),
  }),
  fc.record({ name: fc.constant('focus' as const), win }),
  fc.record({
    name: fc.constant('window' as const),
    win,
    action: fc.constantFrom('open' as const, 'close' as const),
    url: optional(url),
    opener: optional(win),
  }),
  fc.record({ name: fc.constant('resize' as const), win, w: fc.nat(99_999), h: fc.nat(99_999) }),
  fc.record({
    name: fc.constant('control' as const),
    op: fc.constantFrom('grant' as const, 'transfer' as const, 'deny' as const, 'request' as const),
    to: pid,
    from: optional(pid),
  }),
  fc.record({ name: fc.constant('control' as const), op: fc.constant('holder' as const), holder: pid }),
  fc.record({ name: fc.constant('terminate' as const), reason: optional(text) }),
);

test('command lines: what is printed is read again as what it was', () => {
  fc.assert(
    fc.property(line, (it) => expect(readLine(printLine(it))).toEqual({ line: it })),
    { numRuns: 1_000 },
  );
});

test.each([
  ['cobrowse-page:win=w1', 'url is missing'],
  ['cobrowse-page:win=w1;url=javascript:alert(1)', 'url must be an http(s) URL'],
  ['cobrowse-page:win=w1;url=https://a/;win=w2', 'win stands there twice'],
  ['cobrowse-page', 'it has no value'],
  ['cobrowse-scroll:win=w1;fy=1.5', 'fy is malformed'],
  ['cobrowse-scroll:win=w 1', 'parameter'],
  ['cobrowse-resize:win=w1;w=123456;h=1', 'w is malformed'],
  ['cobrowse-window:win=w1;action=shut', 'action is malformed'],
  ['cobrowse-control:steal', 'is no operation'],
  ['cobrowse-control:grant', 'to is missing'],
  ['cobrowse-highlight:win=w1', 'node is missing'],
  ['cobrowse-highlight:win=w1;node=p;start=5', 'end is missing'],
])('%s is malformed, and told by its name', (it, fault) => {
  const read = readLine(it);
  expect(read !== undefined && 'fault' in read ? read.fault : '').toContain(fault);
  expect(readBody(stream(it))).toHaveProperty('fault');
});

test('unknown attributes, parameters and capabilities are ignored', () => {
  const read = readBody(
    stream('cobrowse-dance:win=w1', 'cobrowse-focus:win=w1;mood=good', 'cobrowse-caps:page fly'),
  );
  expect('stream' in read ? read.stream : null).toMatchObject({
    lines: [{ name: 'focus', win: 'w1' }],
    caps: ['page', 'fly'],
  });
});

test('two cobrowse streams, a foreign protocol or version, a wrong number are refused', () => {
  expect(readBody(`${stream()}m=application 9 TCP cobrowse\r\n`)).toHaveProperty('fault');
  expect(readBody(stream().replace('TCP', 'UDP'))).toHaveProperty('fault');
  expect(readBody(stream('cobrowse-version:2'))).toHaveProperty('fault');
  expect(readBody(stream('cobrowse-seq:0'))).toHaveProperty('fault');
  expect(readBody(`${head}m=audio 4000 RTP/AVP 0\r\n`)).toEqual({ stream: null });
});

const ours: Origin = { user: 'cobrowse', id: 7, version: 1, host: '192.0.2.80' };
const said = { isNegotiation: true, room: 'demo', self: 'p7c31aa', lines: [] };

test('an answer has as many m= lines as the offer, in its order; what is not taken has port 0', () => {
  const offer = sdpOf(
    `${head}m=audio 4000 RTP/AVP 0 8\r\nm=application 9 TCP cobrowse\r\na=setup:holdconn\r\nm=video 4002 RTP/AVP 96\r\n`,
  );
  const answer = sdpOf(answerTo(offer, ours, { stream: said, audio: false }));
  expect(answer.media.map((it) => [it.media, it.port])).toEqual([
    ['audio', 0],
    ['application', 9],
    ['video', 0],
  ]);
  const phone = sdpOf(answerTo(offer, ours, { stream: null, audio: true }));
  expect(phone.media.map((it) => [it.media, it.port, it.attributes])).toEqual([
    ['audio', 9, ['inactive']],
    ['application', 0, []],
    ['video', 0, []],
  ]);
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'audio 1 RTP/AVP 0',
          'video 0 RTP/AVP 1',
          'application 9 TCP cobrowse',
          'message 5 TCP/MSRP *',
        ),
      ),
      (media) => {
        const given = sdpOf(`${head}${media.map((it) => `m=${it}\r\n`).join('')}`);
        const made = sdpOf(answerTo(given, ours, { stream: said, audio: true }));
        expect(made.media.map((it) => it.media)).toEqual(given.media.map((it) => it.media));
        given.media.forEach((it, i) => expect(it.port === 0 && (made.media[i]?.port ?? 1) > 0).toBe(false));
      },
    ),
  );
});

test('a synchronisation body has the o= line of the last offer or answer', () => {
  const body = described(ours, {
    isNegotiation: false,
    seq: 3,
    from: 'g02b9ee',
    lines: [{ name: 'focus', win: 'w1' }],
  });
  expect(body).toContain('o=cobrowse 7 1 IN IP4 192.0.2.80\r\n');
  expect(body).toContain('a=cobrowse-seq:3\r\na=cobrowse-from:g02b9ee\r\na=cobrowse-focus:win=w1\r\n');
  expect(body).not.toContain('cobrowse-caps');
});
