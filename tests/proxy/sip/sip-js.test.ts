// A softphone of somebody else's: SIP.js over WebSocket (RFC 7118) calls, steers, is told of things, and hangs up.
import { Inviter, SessionState, UserAgent, type Info, type SessionDescriptionHandler } from 'sip.js';
import { WebSocket } from 'ws';
import { startRunning, type Running } from '../running.ts';

jest.setTimeout(20_000);

// Written for browsers.
Object.assign(globalThis, { WebSocket });

let server: Running;
beforeAll(async () => {
  server = await startRunning({ LOCKSTEP_SIP: 'ws', LOCKSTEP_SIP_OPEN: 'yes' });
});
afterAll(() => server[Symbol.asyncDispose]());

const body = (lines: readonly string[]): string =>
  [
    'v=0',
    'o=alice 3942 1 IN IP4 192.0.2.10',
    's=-',
    'c=IN IP4 192.0.2.10',
    't=0 0',
    'm=application 9 TCP cobrowse',
    'a=setup:holdconn',
    ...lines.map((it) => `a=cobrowse-${it}`),
    '',
  ].join('\r\n');
const offer = body(['version:1', 'caps:page scroll highlight focus window resize control terminate']);

/** A media stack that has no media, only the offer and what came back. */
function describing(heard: string[]): SessionDescriptionHandler {
  return {
    close: () => undefined,
    getDescription: () => Promise.resolve({ body: offer, contentType: 'application/sdp' }),
    hasDescription: (type) => type === 'application/sdp',
    setDescription: (sdp) => {
      heard.push(sdp);
      return Promise.resolve();
    },
    sendDtmf: () => false,
    rollbackDescription: () => Promise.resolve(),
  };
}

interface Softphone extends AsyncDisposable {
  readonly session: Inviter;
  readonly answer: () => string;
  readonly say: (lines: readonly string[]) => Promise<number>;
  /** The next body that was told and has this in it. */
  readonly told: (text: string) => Promise<string>;
  readonly over: Promise<void>;
}

async function call(name: string): Promise<Softphone> {
  const heard: string[] = [];
  const infos: string[] = [];
  const waiting = new Set<() => void>();
  const uri = UserAgent.makeURI('sip:alice@pbx.example');
  const target = UserAgent.makeURI(`sip:${name}@127.0.0.1`);
  if (uri === undefined || target === undefined) throw new Error('no URI');
  const agent = new UserAgent({
    uri,
    transportOptions: { server: `ws://127.0.0.1:${String(server.port)}/_lockstep/sip` },
    sessionDescriptionHandlerFactory: () => describing(heard),
    logBuiltinEnabled: false,
  });
  await agent.start();
  const inviter = new Inviter(agent, target, { extraHeaders: ['Recv-Info: cobrowse'] });
  const established = new Promise<void>((done, failed) => {
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) done();
      if (state === SessionState.Terminated) failed(new Error('the call failed'));
    });
  });
  const over = new Promise<void>((done) => {
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) done();
    });
  });
  inviter.delegate = {
    onInfo: (info: Info) => {
      infos.push(info.request.body);
      void info.accept();
      for (const look of [...waiting]) look();
    },
  };
  await inviter.invite();
  await established;
  let seq = 0;
  return {
    session: inviter,
    over,
    answer: () => heard[0] ?? '',
    say: (lines) =>
      new Promise((done, failed) => {
        const content = body([`seq:${String(++seq)}`, ...lines]);
        inviter
          .info({
            requestDelegate: {
              onAccept: ({ message }) => done(message.statusCode ?? 0),
              onReject: ({ message }) => done(message.statusCode ?? 0),
            },
            requestOptions: {
              extraHeaders: ['Info-Package: cobrowse'],
              body: { contentDisposition: 'Info-Package', contentType: 'application/sdp', content },
            },
          })
          .catch(failed);
      }),
    told: (text) =>
      new Promise((done) => {
        const look = (): void => {
          const found = infos.find((it) => it.includes(text));
          if (found === undefined) return;
          waiting.delete(look);
          done(found);
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () => agent.stop(),
  };
}

test('it starts a session, steers it, hears of a guest, and ends it', async () => {
  await using phone = await call('softphone');
  expect(phone.answer()).toContain('a=cobrowse-room:softphone');
  const self = /^a=cobrowse-self:(\S+)/m.exec(phone.answer())?.[1] ?? '';
  expect(phone.answer()).toContain(`a=cobrowse-control:holder=${self}`);
  expect(await phone.say(['page:win=w1;url=https://shop.example/cart?item=42'])).toBe(200);
  const id = /\/j\/([a-z2-7]{8})\?t=/.exec(phone.answer())?.[1] ?? '';
  const { windows } = (await server.ask('GET', `/api/sessions/${id}`, { admin: true })).json();
  expect(windows).toMatchObject([{ id: 'w1', url: 'https://shop.example/cart?item=42' }]);

  await using second = await call('softphone');
  const guest = /^a=cobrowse-self:(\S+)/m.exec(second.answer())?.[1] ?? '';
  expect(await second.say(['focus:win=w1'])).toBe(403);
  expect(await second.say(['control:request'])).toBe(200);
  await phone.told(`a=cobrowse-control:request;from=${guest}`);
  expect(await phone.say([`control:grant;to=${guest}`])).toBe(200);
  await second.told(`a=cobrowse-control:holder=${guest}`);
  expect(await second.say(['resize:win=w1;w=1000;h=700'])).toBe(200);
  await phone.told('a=cobrowse-resize:win=w1;w=1000;h=700');

  expect(await second.say(['scroll:win=w1;fx=2'])).toBe(400);
  await second.session.bye();
  await second.over;
  await phone.told(`a=cobrowse-control:holder=${self}`);
  expect(await phone.say(['terminate:reason=done'])).toBe(200);
  await phone.over;
  expect((await server.ask('GET', `/api/sessions/${id}`, { admin: true })).status).toBe(404);
});
