// Dialogs as values: route sets, numbers, targets; session timers as they are agreed on.
import { answeredDialog, calledDialog, hear, requestIn, retarget } from '../../../proxy/sip/dialog/dialog.ts';
import { agree, agreedBy, dueIn } from '../../../proxy/sip/dialog/session-timer.ts';
import { all, field, first, type Fields } from '../../../proxy/sip/message/fields.ts';
import { NO_BODY, type SipRequest, type SipResponse } from '../../../proxy/sip/message/message.ts';

const request = (seq: number, method: string, fields: Fields = []): SipRequest => ({
  kind: 'request',
  method,
  uri: 'sip:demo@example.com',
  fields: [
    field('from', '"A" <sip:a@pbx.example>;tag=theirs'),
    field('to', '<sip:demo@example.com>'),
    field('call-id', 'x'),
    field('cseq', `${seq} ${method}`),
    ...fields,
  ],
  body: NO_BODY,
});
const contact = field('contact', '<sip:a@192.0.2.10;transport=tcp>');
const routes = ['<sip:p1.example;lr>', '<sip:p2.example;lr>'].map((it) => field('record-route', it));

test('the called end keeps the route as it came, the calling end turns it around', () => {
  const called = answeredDialog(request(1, 'INVITE', [contact, ...routes]), 'ours');
  if (called === null) throw new Error('no dialog');
  const made = requestIn(called, { method: 'INFO' });
  expect(made.hop).toBe('sip:p1.example;lr');
  expect(made.request.uri).toBe('sip:a@192.0.2.10;transport=tcp');
  expect(all(made.request.fields, 'route')).toEqual(['<sip:p1.example;lr>', '<sip:p2.example;lr>']);
  expect(first(made.request.fields, 'from')).toBe('<sip:demo@example.com>;tag=ours');
  expect(first(made.request.fields, 'cseq')).toBe('1 INFO');
  expect(first(requestIn(made.dialog, { method: 'BYE' }).request.fields, 'cseq')).toBe('2 BYE');
  const response: SipResponse = {
    kind: 'response',
    status: 200,
    reason: 'OK',
    fields: [field('to', '<sip:demo@example.com>;tag=r'), contact, ...routes],
    body: NO_BODY,
  };
  const calling = calledDialog(request(1, 'INVITE'), response);
  expect(calling?.routes).toEqual(['<sip:p2.example;lr>', '<sip:p1.example;lr>']);
});

test('a strict router becomes the Request-URI, and the target the last route (RFC 3261 section 12.2.1.1)', () => {
  const dialog = answeredDialog(
    request(1, 'INVITE', [
      contact,
      field('record-route', '<sip:strict.example>'),
      field('record-route', '<sip:p2.example;lr>'),
    ]),
    'ours',
  );
  if (dialog === null) throw new Error('no dialog');
  const { request: made, hop } = requestIn(dialog, { method: 'INFO' });
  expect([made.uri, hop]).toEqual(['sip:strict.example', 'sip:strict.example']);
  expect(all(made.fields, 'route')).toEqual(['<sip:p2.example;lr>', '<sip:a@192.0.2.10;transport=tcp>']);
});

test('numbers must grow; INVITE and UPDATE may move the target, INFO may not', () => {
  const dialog = answeredDialog(request(5, 'INVITE', [contact]), 'ours');
  if (dialog === null) throw new Error('no dialog');
  const moved = field('contact', '<sip:a@192.0.2.99>');
  expect(hear(dialog, request(5, 'INFO'))).toBeNull();
  expect(hear(dialog, request(6, 'INFO', [moved]))?.target).toBe('sip:a@192.0.2.10;transport=tcp');
  expect(hear(dialog, request(6, 'UPDATE', [moved]))?.target).toBe('sip:a@192.0.2.99');
  expect(retarget(dialog, 'INVITE', [moved]).target).toBe('sip:a@192.0.2.99');
});

test('without a Contact there is no dialog', () => {
  expect(answeredDialog(request(1, 'INVITE'), 'ours')).toBeNull();
});

const timer = (text: string, ...more: string[]): Fields => [
  field('session-expires', text),
  ...more.map((it) => field('supported', it)),
];
test.each<[string, Fields, unknown]>([
  ['nobody asks', [], { interval: null, fields: [] }],
  [
    'the caller refreshes unless it says otherwise',
    timer('1800', 'timer'),
    {
      interval: { seconds: 1800, isOurs: false },
      fields: [field('session-expires', '1800;refresher=uac'), field('require', 'timer')],
    },
  ],
  [
    'as it says',
    timer('90;refresher=uas', 'timer'),
    {
      interval: { seconds: 90, isOurs: true },
      fields: [field('session-expires', '90;refresher=uas'), field('require', 'timer')],
    },
  ],
  [
    'a proxy asks for one who does not know',
    timer('600'),
    { interval: { seconds: 600, isOurs: true }, fields: [field('session-expires', '600;refresher=uas')] },
  ],
  ['too short', timer('89', 'timer'), { tooSmall: [field('min-se', 90)] }],
])('session timers: %s', (_name, fields, agreed) => {
  expect(agree(fields)).toEqual(agreed);
});

test('a refresh is due at half the time, the end a third or 32 s before it', () => {
  expect(dueIn({ seconds: 1800, isOurs: true })).toBe(900_000);
  expect(dueIn({ seconds: 1800, isOurs: false })).toBe(1_768_000);
  expect(dueIn({ seconds: 90, isOurs: false })).toBe(60_000);
  expect(agreedBy(timer('300;refresher=uac'))).toEqual({ seconds: 300, isOurs: true });
});
