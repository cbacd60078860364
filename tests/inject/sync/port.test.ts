import type { FromShell } from '../../../inject/port.ts';

const boot = {
  session: 'abcdefgh',
  base: { protocol: 'http:', host: 'localhost' },
  role: 'live',
  key: 'the key',
  url: '',
  contentType: '',
  referrer: '',
  cookies: '',
  cookieVersion: 0,
  cookieToken: '',
  framers: null,
  nonce: 'n0nce',
  privacy: { mode: 'visible', hide: [], show: [] },
  stored: false,
  prelude: 0,
  hashed: {},
} as const;
const init = {
  type: 'init',
  role: 'live',
  controller: true,
  me: 'me',
  window: 'w1',
  colour: '#000000',
  names: false,
  opened: false,
} as const;

/** jsdom has no MessageChannel: two ends that call each other. */
class End {
  onmessage: ((event: MessageEvent) => void) | null = null;
  other: End | null = null;
  postMessage(data: unknown): void {
    this.other?.onmessage?.(new MessageEvent('message', { data }));
  }
  close(): void {
    this.other = null;
  }
}

test('what is sent waits for the shell and then goes out in order', async () => {
  const [ours, theirs] = [new End(), new End()];
  ours.other = theirs;
  theirs.other = ours;
  // Saved when the code is loaded.
  Object.assign(window, {
    MessageChannel: function () {
      return { port1: ours, port2: theirs };
    },
  });
  const { connect, port } = await import('../../../inject/port.ts');
  const heard: unknown[] = [];
  const told: FromShell[] = [];
  port.send({ type: 'notice', notice: 'secret' });
  port.onMessage((it) => {
    told.push(it);
    if (it.type === 'init') port.send({ type: 'cleared' });
  });
  theirs.onmessage = (event) => heard.push(event.data);
  connect(boot, { frame: '', page: 'p' });
  expect(heard).toEqual([]);
  theirs.postMessage({ type: 'nonsense' });
  theirs.postMessage(init);
  expect(heard).toEqual([{ type: 'notice', notice: 'secret' }, { type: 'cleared' }]);
  expect(told).toEqual([init]);
  port.send({ type: 'notice', notice: 'secret' });
  expect(heard).toHaveLength(3);
});
