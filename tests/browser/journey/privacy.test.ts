// What is hidden never leaves the live browser: every byte that a mirror, the journal, the API and the
// admin's view give is searched for it.
import type { Frame } from 'playwright-core';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import {
  participantIn,
  startWorld,
  type Created,
  type Participant,
  type World,
} from '../../support/world.ts';

jest.setTimeout(90_000);

/** Ends with every secret of the page. */
const SECRET = 'xyzzy4711';
const page = `<!doctype html><html><head><title>Account</title><style>.card { color: rgb(1, 2, 3) }</style></head><body>
  <h1>Public words</h1>
  <p id=iban class=iban title="IBAN ${SECRET}">${SECRET} <b>bold ${SECRET}</b><!-- ${SECRET} --></p>
  <p id=marked data-lockstep-mask data-owner="${SECRET}">${SECRET}<img src="/picture?${SECRET}" alt="${SECRET}"></p>
  <form><input id=password type=password value="${SECRET}"><input id=code autocomplete=one-time-code>
  <input id=card class=iban placeholder="${SECRET}"><select id=month class=iban><option>none<option>${SECRET}</select>
  <input id=file type=file class=iban><input id=plain></form>
  <div id=host class=iban></div><div id=late></div><p id=becomes>becomes ${SECRET.slice(0, 0)}</p>
  <iframe id=inner class=iban src="/inner"></iframe><iframe id=srcdoc data-lockstep-mask srcdoc="<p>${SECRET}</p>"></iframe>
  <svg width=20 height=20 class=iban><text y=10>${SECRET}</text></svg>
  <script>
    document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<i>${SECRET}</i>'
    window.more = () => {
      document.querySelector('#late').innerHTML = '<p class="iban">${SECRET}</p>'
      document.querySelector('#iban').setAttribute('aria-label', '${SECRET}')
      document.querySelector('#iban').firstChild.data = '${SECRET} again'
      document.querySelector('#becomes').dataset.lockstepMask = ''
      document.querySelector('#becomes').textContent = '${SECRET}'
      document.querySelector('#month').selectedIndex = 1
      document.querySelector('#late').insertAdjacentHTML('beforeend', '<p id=done>done</p>')
    }
  </script></body></html>`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_MASK: '* .iban' });
  site = await serveSite((req, res) => {
    res.setHeader('content-type', 'text/html');
    if (req.url === '/inner') res.end(`<!doctype html><p>${SECRET}</p>`);
    else if (req.url === '/') res.end(page);
    else res.end();
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** Everything that comes into a participant's browser from now on: bodies, and frames of sockets. */
async function listenTo(who: Participant): Promise<() => Promise<string>> {
  const heard: string[] = [];
  const bodies: Promise<unknown>[] = [];
  const cdp = await who.context.newCDPSession(who.shell);
  await cdp.send('Network.enable');
  cdp.on('Network.webSocketFrameReceived', ({ response }) => heard.push(response.payloadData));
  who.context.on('response', (response) => {
    heard.push(response.url(), JSON.stringify(response.headers()));
    bodies.push(
      response.text().then(
        (it) => heard.push(it),
        () => undefined,
      ),
    );
  });
  return async () => {
    await Promise.all(bodies);
    return heard.join('\n');
  };
}

async function sessionOf(
  privacy?: string,
): Promise<{ session: Created; owner: Participant; guest: Participant; heard: () => Promise<string> }> {
  const { status, body } = await world.api('POST', '/api/sessions', { url: `${site.origin}/`, privacy });
  expect(status).toBe(201);
  const session = body as Created;
  const owner = await world.join(session.ownerUrl, 'Olga');
  await eventually(
    async () => textOf(await owner.page(), 'h1'),
    (it) => it === 'Public words',
    'the page',
  );
  // Nothing of the mirror is missed: it is listened to before it comes.
  const context = await world.browser.newContext();
  const shell = await context.newPage();
  const guest = { ...owner, name: 'Gus', context, shell };
  const heard = await listenTo(guest);
  await shell.goto(`${session.inviteUrl}&name=Gus`);
  return { session, owner, guest: participantIn(world.base, shell, 'Gus'), heard };
}

async function leavesNoTrace(session: Created, heard: () => Promise<string>): Promise<void> {
  expect(await heard()).not.toContain(SECRET);
  for (const path of ['', '/journal', '/control']) {
    const { body } = await world.api('GET', `/api/sessions/${session.id}${path}`);
    expect(JSON.stringify(body)).not.toContain(SECRET);
  }
  const { status, body } = await world.api('GET', '/api/admin/sessions');
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain(session.id);
  expect(JSON.stringify(body)).not.toContain(SECRET);
}

async function end(session: Created, ...who: readonly Participant[]): Promise<void> {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  for (const it of who) await it.context.close();
}

const more = (frame: Frame): Promise<void> =>
  frame.evaluate(() => (window as unknown as { more: () => void }).more());

test('named by the operator or marked in the page: no mirror gets a byte of it, first or later', async () => {
  const { session, owner, guest, heard } = await sessionOf();
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Public words',
    'what is public',
  );
  const live = await owner.page();
  for (const field of ['#password', '#code', '#card']) await live.fill(field, SECRET);
  await live.setInputFiles('#file', {
    name: `${SECRET}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(SECRET),
  });
  await live.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#iban') as Element));
  await more(live);
  await eventually(
    async () => textOf(await guest.page(), '#done'),
    (it) => it === 'done',
    'what came later',
  );
  const mirror = await guest.page();
  expect(await textOf(mirror, '#iban')).toMatch(/^•+/);
  expect(await textOf(mirror, '#becomes')).toBe('••••••••');
  expect(await mirror.locator('#iban').getAttribute('data-lockstep-masked')).toBe('');
  expect(await mirror.inputValue('#card')).toBe('••••••••');
  // What is not hidden is there.
  await live.fill('#plain', 'not hidden');
  await eventually(
    () => mirror.inputValue('#plain'),
    (it) => it === 'not hidden',
    'a plain field',
  );
  await leavesNoTrace(session, heard);
  await end(session, owner, guest);
});

test('what is hidden cannot be typed from afar, and there is a way out', async () => {
  const { session, owner, guest } = await sessionOf();
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Public words',
    'what is public',
  );
  await handOver(owner, guest);
  const mirror = await guest.page();
  await mirror.click('#card');
  await guest.shell.keyboard.type('1');
  await guest.shell.getByRole('button', { name: 'Run the page here' }).waitFor();
  expect(await (await owner.page()).inputValue('#card')).toBe('');
  await end(session, owner, guest);
});

test('with inputs hidden, nothing that a field holds is told; all else is', async () => {
  const { session, owner, guest, heard } = await sessionOf('inputs');
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Public words',
    'what is public',
  );
  await (await owner.page()).fill('#plain', SECRET);
  await eventually(
    async () => (await guest.page()).inputValue('#plain'),
    (it) => it === '••••••••',
    'bullets',
  );
  await leavesNoTrace(session, heard);
  await end(session, owner, guest);
});

test('private by default: no text at all but what is shown on purpose', async () => {
  const { session, owner, guest, heard } = await sessionOf('private');
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === '••••••••',
    'bullets',
  );
  await (
    await owner.page()
  ).evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p id=public data-lockstep-show>shown <b>on purpose</b></p>',
    );
  });
  await eventually(
    async () => textOf(await guest.page(), '#public'),
    (it) => it === 'shown on purpose',
    'what is shown',
  );
  expect(await (await guest.page()).title()).toBe('••••••••');
  const all = await heard();
  expect(all).not.toContain('Public words');
  expect(all).not.toContain('"Account"');
  await leavesNoTrace(session, heard);
  await end(session, owner, guest);
});

test('paused: all mirrors are covered at once, get nothing, and are right again afterwards', async () => {
  const { session, owner, guest, heard } = await sessionOf();
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Public words',
    'what is public',
  );
  await owner.shell.getByRole('button', { name: 'Pause' }).click();
  await guest.shell.getByText('Olga has paused.').first().waitFor();
  await owner.shell.getByText('nobody else sees the page').waitFor();
  const late = await world.browser.newContext();
  const shell = await late.newPage();
  await shell.goto(`${session.inviteUrl}&name=Lea`);
  await shell.getByText('Olga has paused.').first().waitFor();
  const live = await owner.page();
  await live.evaluate((it) => {
    document.title = it;
    history.pushState(null, '', `/?${it}`);
    document.querySelector('h1')?.replaceChildren(it);
  }, SECRET);
  // The page has been told of before anything that is said after it.
  await owner.shell.getByRole('tab', { name: SECRET }).waitFor();
  await leavesNoTrace(session, heard);
  await live.evaluate(() => {
    document.title = 'Account';
    history.pushState(null, '', '/');
    document.querySelector('h1')?.replaceChildren('Public again');
  });
  await owner.shell.getByRole('tab', { name: 'Account' }).waitFor();
  await owner.shell.getByRole('button', { name: 'Go on' }).click();
  for (const it of [guest, participantIn(world.base, shell, 'Lea')])
    await eventually(
      async () => textOf(await it.page(), 'h1'),
      (text) => text === 'Public again',
      'the page again',
    );
  await leavesNoTrace(session, heard);
  await late.close();
  await end(session, owner, guest);
});
