// The four machines, and calls on them, under a clock that the test holds.
import fc from 'fast-check';
import {
  startClient,
  stepInviteClient,
  stepOtherClient,
  type ClientInput,
} from '../../../proxy/sip/transaction/client-machine.ts';
import type { Machine, Output, Step, Timer } from '../../../proxy/sip/transaction/machine.ts';
import {
  startServer,
  stepInviteServer,
  stepOtherServer,
  type ServerInput,
} from '../../../proxy/sip/transaction/server-machine.ts';
import { createTransactions, type Transactions } from '../../../proxy/sip/transaction/transactions.ts';
import type { Incoming } from '../../../proxy/sip/transaction/server-transaction.ts';
import { parseMessage, type Parsed } from '../../../proxy/sip/message/parse.ts';
import type { SipRequest } from '../../../proxy/sip/message/message.ts';
import type { Flow } from '../../../proxy/sip/transport/flow.ts';
import { written } from './agents.ts';
import { holdClock, type HeldClock } from './held-clock.ts';

function flowOf(isReliable: boolean): Flow & { readonly sent: Parsed[] } {
  const sent: Parsed[] = [];
  const place = { host: '192.0.2.1', port: 5060 };
  return {
    sent,
    transport: isReliable ? 'TCP' : 'UDP',
    remote: place,
    via: place,
    contact: place,
    isReliable,
    isOpen: () => true,
    send: (bytes) => void sent.push(parseMessage(bytes)),
    onGone: () => undefined,
  };
}

const request = (method: string): SipRequest => {
  const parsed = parseMessage(Buffer.from(written({ method, port: 5060 })));
  if (parsed.kind !== 'request') throw new Error('no request');
  return { ...parsed.request, fields: parsed.request.fields.filter((it) => it.name !== 'via') };
};
const answerTo = (sent: Parsed | undefined, status: number): Parsed => {
  if (sent?.kind !== 'request') throw new Error('no request was sent');
  const kept = sent.request.fields.filter(({ name }) =>
    ['via', 'from', 'to', 'call-id', 'cseq'].includes(name),
  );
  return {
    kind: 'response',
    envelope: sent.envelope,
    response: { kind: 'response', status, reason: 'x', fields: kept, body: Buffer.alloc(0) },
  };
};

function world(): { clock: HeldClock; transactions: Transactions; asked: Incoming[] } {
  const clock = holdClock();
  const asked: Incoming[] = [];
  const transactions = createTransactions(clock, {
    asked: (it) => void asked.push(it),
    acknowledged: () => undefined,
    overload: () => null,
  });
  return { clock, transactions, asked };
}
const times = (flow: { sent: readonly Parsed[] }, kind: Parsed['kind']): number =>
  flow.sent.filter((it) => it.kind === kind).length;

test('an INVITE over UDP goes out seven times in 32 s, and then has failed (timers A and B)', () => {
  const { clock, transactions } = world();
  const flow = flowOf(false);
  const failed: string[] = [];
  transactions.send(request('INVITE'), flow, {
    response: () => undefined,
    failed: (why) => failed.push(why),
  });
  const seen = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 500].map((ms) => {
    clock.pass(ms);
    return flow.sent.length;
  });
  expect(seen).toEqual([2, 3, 4, 5, 6, 7, 7]);
  expect([failed, transactions.count()]).toEqual([['timeout'], 0]);
});

test('over TCP nothing is said twice (timer E is off)', () => {
  const { clock, transactions } = world();
  const flow = flowOf(true);
  const failed: string[] = [];
  transactions.send(request('OPTIONS'), flow, {
    response: () => undefined,
    failed: (why) => failed.push(why),
  });
  clock.pass(31_999);
  expect([flow.sent.length, failed]).toEqual([1, []]);
  clock.pass(1);
  expect(failed).toEqual(['timeout']);
});

test('another request over UDP is repeated at 0.5, 1, 2, 4, 4 ... s (timers E and F), and lingers for 5 s (K)', () => {
  const { clock, transactions } = world();
  const flow = flowOf(false);
  const heard: number[] = [];
  transactions.send(request('OPTIONS'), flow, {
    response: (it) => heard.push(it.status),
    failed: () => undefined,
  });
  clock.pass(500 + 1_000 + 2_000 + 4_000 + 4_000);
  expect(flow.sent).toHaveLength(6);
  transactions.receive(answerTo(flow.sent[0], 200), flow);
  transactions.receive(answerTo(flow.sent[0], 200), flow);
  clock.pass(4_999);
  expect([heard, transactions.count(), flow.sent.length]).toEqual([[200], 1, 6]);
  clock.pass(1);
  expect(transactions.count()).toBe(0);
});

test('a refusal is acknowledged each time it comes (timer D); further 2xx are told (RFC 6026)', () => {
  const { clock, transactions } = world();
  const flow = flowOf(false);
  const heard: number[] = [];
  transactions.send(request('INVITE'), flow, {
    response: (it) => heard.push(it.status),
    failed: () => undefined,
  });
  transactions.receive(answerTo(flow.sent[0], 486), flow);
  transactions.receive(answerTo(flow.sent[0], 486), flow);
  expect(flow.sent.filter((it) => it.kind === 'request' && it.request.method === 'ACK')).toHaveLength(2);
  transactions.send(request('INVITE'), flow, {
    response: (it) => heard.push(it.status),
    failed: () => undefined,
  });
  const second = flow.sent.findLast((it) => it.kind === 'request' && it.request.method === 'INVITE');
  transactions.receive(answerTo(second, 200), flow);
  transactions.receive(answerTo(second, 200), flow);
  expect(heard).toEqual([486, 200, 200]);
  clock.pass(32_000);
  expect(transactions.count()).toBe(0);
});

test('a refused INVITE is answered again until its ACK (timers G and H), and lingers (I)', () => {
  const { clock, transactions, asked } = world();
  const flow = flowOf(false);
  const text = written({ method: 'INVITE', port: 5060, callId: 'g' });
  const invite = parseMessage(Buffer.from(text));
  transactions.receive(invite, flow);
  asked[0]?.reply({ status: 486 });
  clock.pass(500 + 1_000 + 2_000);
  expect(times(flow, 'response')).toBe(4);
  // The same request again has the same answer, and is not a new one.
  transactions.receive(invite, flow);
  expect([times(flow, 'response'), asked.length]).toEqual([5, 1]);
  transactions.receive(
    parseMessage(Buffer.from(text.replace('INVITE sip', 'ACK sip').replace('1 INVITE', '1 ACK'))),
    flow,
  );
  clock.pass(4_000);
  expect(times(flow, 'response')).toBe(5);
  clock.pass(1_000);
  expect(transactions.count()).toBe(0);
});

test('the same request by two ways is 482; within a dialog it is not looked at (RFC 3261 section 8.2.2.2)', () => {
  const { transactions, asked } = world();
  const flow = flowOf(false);
  for (const branch of ['z9hG4bKa', 'z9hG4bKb'])
    transactions.receive(
      parseMessage(Buffer.from(written({ method: 'INVITE', port: 5060, callId: 'm', branch }))),
      flow,
    );
  expect(asked).toHaveLength(1);
  expect(flow.sent.map((it) => (it.kind === 'response' ? it.response.status : 0))).toEqual([482]);
});

test('looking for merged requests costs nothing, however many there are', () => {
  const { transactions, asked } = world();
  const flow = flowOf(true);
  const began = process.cpuUsage();
  for (let i = 0; i < 5_000; i++)
    transactions.receive(
      parseMessage(Buffer.from(written({ method: 'INVITE', port: 5060, callId: `c${i}` }))),
      flow,
    );
  expect(asked).toHaveLength(5_000);
  // In microseconds of processor time: what else the machine does is no part of it.
  expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
});

test('CANCEL ends an INVITE that is not answered, and is 481 otherwise', () => {
  const { transactions, asked } = world();
  const flow = flowOf(false);
  const text = written({ method: 'INVITE', port: 5060, callId: 'c' });
  const cancel = parseMessage(
    Buffer.from(text.replace('INVITE sip', 'CANCEL sip').replace('1 INVITE', '1 CANCEL')),
  );
  transactions.receive(cancel, flow);
  const other = text.replaceAll(/z9hG4bK\w+/g, 'z9hG4bKother');
  transactions.receive(parseMessage(Buffer.from(other)), flow);
  transactions.receive(
    parseMessage(Buffer.from(other.replace('INVITE sip', 'CANCEL sip').replace('1 INVITE', '1 CANCEL'))),
    flow,
  );
  expect(asked).toHaveLength(1);
  expect(
    flow.sent.map((it) => (it.kind === 'response' ? [it.response.status, it.envelope.cseq.method] : [])),
  ).toEqual([
    [481, 'CANCEL'],
    [200, 'CANCEL'],
    [487, 'INVITE'],
  ]);
});

type AnyInput = ClientInput | ServerInput;
const timer = fc.constantFrom<Timer>('retransmit', 'give-up', 'linger');
const input: fc.Arbitrary<AnyInput> = fc.oneof(
  timer.map((it) => ({ on: 'timer' as const, timer: it })),
  fc.constantFrom(100, 180, 200, 302, 486, 603).map((status) => ({ on: 'response' as const, status })),
  fc.constantFrom(100, 180, 200, 486).map((status) => ({ on: 'reply' as const, status })),
  fc.constantFrom<AnyInput>({ on: 'request' }, { on: 'ack' }),
);
const machines: readonly (readonly [
  string,
  (reliable: boolean) => Step,
  (machine: Machine, input: AnyInput) => Step,
])[] = [
  [
    'INVITE client',
    (it) => startClient(true, it),
    (machine, it) =>
      it.on === 'response' || it.on === 'timer' ? stepInviteClient(machine, it) : [machine, []],
  ],
  [
    'other client',
    (it) => startClient(false, it),
    (machine, it) =>
      it.on === 'response' || it.on === 'timer' ? stepOtherClient(machine, it) : [machine, []],
  ],
  [
    'INVITE server',
    (it) => [startServer(true, it), []],
    (machine, it) => (it.on === 'response' ? [machine, []] : stepInviteServer(machine, it)),
  ],
  [
    'other server',
    (it) => [startServer(false, it), []],
    (machine, it) => (it.on === 'response' ? [machine, []] : stepOtherServer(machine, it)),
  ],
];

test.each(machines)(
  '%s: whatever comes in whatever order, it ends once, and its last timer ends it',
  (_name, start, step) => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(input, { maxLength: 30 }), (isReliable, inputs) => {
        let [machine, outputs] = start(isReliable);
        const timers = new Map<Timer, number>();
        let ends = 0;
        const carryOut = (list: readonly Output[]): void => {
          for (const it of list) {
            if (it.do === 'set') timers.set(it.timer, it.ms);
            if (it.do === 'clear') timers.delete(it.timer);
            if (it.do === 'end') ends += 1;
          }
          if (machine.state === 'terminated') timers.clear();
        };
        carryOut(outputs);
        const take = (it: AnyInput): void => {
          if (machine.state === 'terminated') return;
          if (it.on === 'timer' && !timers.delete(it.timer)) return;
          [machine, outputs] = step(machine, it);
          carryOut(outputs);
        };
        for (const it of inputs) take(it);
        // Nothing more comes: with time alone, whatever has been answered comes to its end.
        for (let i = 0; i < 40 && timers.size > 0; i++)
          take({
            on: 'timer',
            timer: timers.has('linger') ? 'linger' : timers.has('give-up') ? 'give-up' : 'retransmit',
          });
        const waits = machine.state === 'proceeding' || machine.state === 'trying';
        expect(ends).toBe(machine.state === 'terminated' ? 1 : 0);
        expect(machine.state === 'terminated' || waits).toBe(true);
      }),
    );
  },
);
