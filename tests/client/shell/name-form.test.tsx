import { act } from 'preact/test-utils';
import { NameForm } from '../../../client/shell/name-form.tsx';
import { enter, preparePage, show } from '../page.ts';

const asked: string[] = [];
let status = 200;
beforeEach(() => {
  preparePage();
  asked.length = 0;
  status = 200;
  localStorage.clear();
  Object.assign(globalThis, {
    fetch: (path: string, { body }: { body: string }) => {
      asked.push(`${path} ${body}`);
      return Promise.resolve({
        ok: status < 400,
        status,
        text: () => Promise.resolve('{"error":{"code":"forbidden","message":"This link is not valid."}}'),
      });
    },
  });
});
const settle = (): Promise<void> =>
  act(async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  });

test('a name lets one in, and is offered again the next time', async () => {
  let isJoined = false;
  const form = <NameForm session="abcdefgh" inviteKey="secret" onJoined={() => (isJoined = true)} />;
  enter(show(form).get('textbox', 'Your name'), ' Gus ');
  await settle();
  expect(asked).toEqual(['/s/abcdefgh/join {"key":"secret","name":"Gus"}']);
  expect(isJoined).toBe(true);
  expect(show(form).get('textbox', 'Your name')).toHaveProperty('value', 'Gus');
});

test('no name, and a link that is not valid, are said', async () => {
  const screen = show(<NameForm session="abcdefgh" inviteKey="x" onJoined={() => undefined} />);
  enter(screen.get('textbox', 'Your name'), '  ');
  await settle();
  expect(screen.all('alert')[0]?.textContent).toContain('Enter a name');
  expect(document.activeElement).toBe(screen.get('textbox', 'Your name'));
  expect(asked).toEqual([]);
  status = 403;
  enter(screen.get('textbox', 'Your name'), 'Gus');
  await settle();
  expect(screen.all('alert')[0]?.textContent).toBe('This link is not valid.');
});
