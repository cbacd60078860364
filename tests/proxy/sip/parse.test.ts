// Messages after RFC 4475: what is odd but right is understood, what is wrong is told with the right status.
import fc from 'fast-check';
import { all, first, type Field } from '../../../proxy/sip/message/fields.ts';
import { createFrames } from '../../../proxy/sip/message/frames.ts';
import { printMessage, responseTo, type SipRequest } from '../../../proxy/sip/message/message.ts';
import { parseNameAddress, printNameAddress } from '../../../proxy/sip/message/name-address.ts';
import { parseMessage, type Parsed } from '../../../proxy/sip/message/parse.ts';
import { parseSipUri, printSipUri, userOf } from '../../../proxy/sip/message/sip-uri.ts';
import { branchOf, parseVia, received } from '../../../proxy/sip/message/via.ts';
import { changed, lines, OPTIONS } from './messages.ts';

const asRequest = (parsed: Parsed): Extract<Parsed, { kind: 'request' }> => {
  if (parsed.kind !== 'request') throw new Error(`no request: ${JSON.stringify(parsed)}`);
  return parsed;
};
const statusOf = (bytes: Buffer): number | null => asRequest(parseMessage(bytes)).fault?.status ?? null;

test('a request is read, and what every message carries with it', () => {
  const { request, envelope, fault } = asRequest(parseMessage(lines(OPTIONS)));
  expect(fault).toBeNull();
  expect(request).toMatchObject({ method: 'OPTIONS', uri: 'sip:demo@cobrowse.example' });
  expect(envelope).toMatchObject({ callId: '3848276298@192.0.2.10', cseq: { number: 1, method: 'OPTIONS' } });
  expect(envelope.from.display).toBe('Alice');
  expect(branchOf(envelope.via)).toBe('z9hG4bK74bf9');
});

test('RFC 4475 3.1.1.1: folded lines, compact names, odd spaces and lists are all one', () => {
  const { request, envelope, fault } = asRequest(
    parseMessage(
      Buffer.from(
        [
          'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
          'TO :',
          ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
          'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
          '  ;',
          '  tag = 98asjd8',
          'MaX-fOrWaRdS: 0068',
          'Call-ID: wsinv.ndaksdj@192.0.2.1',
          'Content-Length   : 0',
          'cseq: 0009',
          '  INVITE',
          'Via  : SIP  /   2.0',
          ' /UDP',
          '    192.0.2.2;branch=390skdjuw',
          's :',
          'NewFangledHeader:   newfangled value',
          ' continued newfangled value',
          'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
          '  branch  =   z9hG4bK9ikj8  , SIP  /    2.0   / UDP  192.168.255.111   ; branch=z9hG4bK30239',
          'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue ; secondparam ; q = 0.33',
          '',
          '',
        ].join('\r\n'),
      ),
    ),
  );
  expect(fault?.reason).toBe('Malformed Max-Forwards');
  expect(envelope.cseq).toEqual({ number: 9, method: 'INVITE' });
  expect(envelope.from.display).toBe('J Rosenberg \\"');
  expect(all(request.fields, 'via')).toHaveLength(3);
  expect(first(request.fields, 'newfangledheader')).toBe('newfangled value continued newfangled value');
});

test.each<[string, Buffer, number | null]>([
  [
    'an unknown method with odd letters',
    Buffer.from(
      lines(OPTIONS).toString().replaceAll('OPTIONS', "!interesting-Method0123456789_*+`.%indeed'~"),
    ),
    null,
  ],
  [
    'another version',
    Buffer.from(lines(OPTIONS).toString().replace('SIP/2.0\r\nVia', 'SIP/7.0\r\nVia')),
    505,
  ],
  [
    'a scheme nobody knows',
    Buffer.from(lines(OPTIONS).toString().replace('sip:demo', 'nobodyKnowsThisScheme:x')),
    416,
  ],
  [
    'a Request-URI in brackets',
    Buffer.from(
      lines(OPTIONS).toString().replace('sip:demo@cobrowse.example SIP', '<sip:demo@cobrowse.example> SIP'),
    ),
    400,
  ],
  [
    'white space in the Request-URI',
    Buffer.from(lines(OPTIONS).toString().replace('sip:demo@', 'sip:demo; x@')),
    400,
  ],
  [
    'a missing Call-ID of which nothing could be answered is garbage',
    changed('Max-Forwards', 'Max-Forwards: 300'),
    400,
  ],
  ['a CSeq too large', changed('CSeq', 'CSeq: 36893488147419103232 OPTIONS'), 400],
  ['a CSeq of another method', changed('CSeq', 'CSeq: 1 INVITE'), 400],
  ['no To', changed('To', null), 400],
  ['two Call-IDs', changed('Call-ID', 'Call-ID: a\r\nCall-ID: b'), 400],
  ['a negative Content-Length', changed('Content-Length', 'Content-Length: -999'), 400],
  ['a Content-Length beyond the datagram', changed('Content-Length', 'Content-Length: 9999'), 400],
  ['an unterminated quote', changed('To', 'To: "Mr. J. User <sip:j.user@example.com>'), 400],
  [
    'a display name that needs quotes',
    changed('From', 'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43'),
    400,
  ],
  ['a header line without a colon', changed('Max-Forwards', 'this is none'), 400],
  ['a Contact whose quote never ends', changed('Max-Forwards', 'Contact: "x <sip:a@b>'), 400],
])('%s', (_name, bytes, status) => {
  expect(statusOf(bytes)).toBe(status);
});

test('octets beyond Content-Length are no part of the message', () => {
  const bytes = Buffer.concat([lines(OPTIONS), Buffer.from('INVITE sip:other@example.com SIP/2.0\r\n')]);
  const { request, fault } = asRequest(parseMessage(bytes));
  expect([fault, request.body.length]).toEqual([null, 0]);
});

test('a head or a body beyond the limit is 413', () => {
  expect(statusOf(changed('Max-Forwards', `Subject: ${'x'.repeat(70_000)}`))).toBe(413);
  const body = 'x'.repeat(66_000);
  expect(
    statusOf(Buffer.from(`${changed('Content-Length', `Content-Length: ${body.length}`).toString()}${body}`)),
  ).toBe(413);
});

test('a broken response is dropped: nobody answers responses', () => {
  const bytes = Buffer.from(
    lines(OPTIONS)
      .toString()
      .replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n'),
  );
  expect(parseMessage(bytes).kind).toBe('response');
  expect(parseMessage(Buffer.from(bytes.toString().replace('200', '4294967301'))).kind).toBe('garbage');
  expect(parseMessage(Buffer.from(bytes.toString().replace('Length: 0', 'Length: -1'))).kind).toBe('garbage');
});

test('a response repeats what it must, and tags the To that has none', () => {
  const { request } = asRequest(parseMessage(lines(OPTIONS)));
  const response = responseTo(request, { status: 404 }, 'ours');
  expect(first(response.fields, 'to')).toBe('<sip:demo@cobrowse.example>;tag=ours');
  expect(first(responseTo(request, { status: 100 }, 'ours').fields, 'to')).not.toContain('tag');
});

test('RFC 3581: rport is filled in where it was asked for', () => {
  const via = parseVia('SIP/2.0/UDP 10.1.1.1:4540;rport;branch=z9hG4bKkjshdyff');
  if (via === null) throw new Error('no via');
  const { parameters } = received(via, { host: '192.0.2.1', port: 9988 });
  expect(parameters).toContainEqual({ name: 'rport', value: '9988' });
  expect(parameters).toContainEqual({ name: 'received', value: '192.0.2.1' });
});

const token = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~]{1,12}$/);
const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().map((it) => `[${it}]`),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }));
const parameters = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    value: fc.option(fc.stringMatching(/^[A-Za-z0-9.-]{1,8}$/)),
  }),
  { maxLength: 3 },
);

test('URIs and addresses: what is printed is read again as what it was', () => {
  const user = fc.stringMatching(/^([A-Za-z0-9._~+-]|%[0-9A-F]{2}){0,10}$/);
  fc.assert(
    fc.property(
      fc.record({
        scheme: fc.constantFrom('sip' as const, 'sips' as const),
        user,
        host,
        port,
        parameters,
        headers: fc.constant(''),
      }),
      (uri) => {
        expect(parseSipUri(printSipUri(uri))).toEqual(uri);
        userOf(uri);
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.string().map((it) => it.replace(/[\r\n]/g, '')),
      parameters,
      (display, list) => {
        const address = { display, uri: 'sip:a@example.com', parameters: list };
        expect(parseNameAddress(printNameAddress(address))).toEqual(address);
      },
    ),
  );
});

const value = fc.stringMatching(/^[!-~][ -~]{0,30}$/).map((it) => it.trim());
const request: fc.Arbitrary<SipRequest> = fc
  .tuple(
    token,
    fc.array(fc.tuple(fc.stringMatching(/^x-[a-z]{1,10}$/), value), { maxLength: 5 }),
    fc.uint8Array({ maxLength: 200 }),
  )
  .map(([method, extra, body]) => ({
    kind: 'request' as const,
    method,
    uri: 'sip:demo@example.com',
    fields: [
      { name: 'via', value: 'SIP/2.0/UDP a.example;branch=z9hG4bK1' },
      { name: 'from', value: '<sip:a@example.com>;tag=1' },
      { name: 'to', value: '<sip:b@example.com>' },
      { name: 'call-id', value: 'x' },
      { name: 'cseq', value: `1 ${method}` },
      ...extra.map(([name, text]): Field => ({ name, value: text })),
    ],
    body: Buffer.from(body),
  }));

test('messages: what is printed is read again as what it was', () => {
  fc.assert(
    fc.property(request, (it) => {
      const parsed = asRequest(parseMessage(printMessage(it)));
      expect(parsed.fault).toBeNull();
      const { fields, ...rest } = parsed.request;
      expect(rest).toEqual({ kind: it.kind, method: it.method, uri: it.uri, body: it.body });
      expect(fields.slice(0, -1)).toEqual(it.fields);
    }),
  );
});

test('the parser never throws, whatever comes', () => {
  const mutated = fc
    .tuple(request, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
    .map(([it, edits]) => {
      const bytes = printMessage(it);
      for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map((it) => Buffer.from(it)),
        mutated,
      ),
      (bytes) => {
        parseMessage(bytes);
        for (const it of createFrames()(bytes)) expect(['message', 'ping', 'lost']).toContain(it.kind);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a stream cut anywhere gives the same messages, and keep-alives between them are heard', () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (list, cuts) => {
        const messages = list.map(printMessage);
        const stream = Buffer.concat(messages.flatMap((it) => [it, Buffer.from('\r\n\r\n')]));
        const frames = createFrames();
        const places = [...cuts.map((it) => it % stream.length), stream.length].sort((a, b) => a - b);
        let from = 0;
        const found = places.flatMap((to) => frames(stream.subarray(from, (from = to))));
        expect(found.filter((it) => it.kind === 'ping')).toHaveLength(list.length);
        expect(found.flatMap((it) => (it.kind === 'message' ? [it.bytes] : []))).toEqual(messages);
      },
    ),
  );
});

test.each([
  ['without a Content-Length', changed('Content-Length', null)],
  ['with a negative one', changed('Content-Length', 'Content-Length: -1')],
  ['with two', changed('Content-Length', 'Content-Length: 0\r\nl: 0')],
  ['with a body beyond the limit', changed('Content-Length', 'Content-Length: 99999999')],
  ['whose head never ends', Buffer.alloc(70_000, 'x')],
])('a stream is given up at a message %s', (_name, bytes) => {
  const frames = createFrames();
  expect(frames(bytes).map((it) => it.kind)).toEqual(['lost']);
  expect(frames(lines(OPTIONS))).toEqual([]);
});
