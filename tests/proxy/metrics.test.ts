// What monitors and load balancers ask for.
import { startRunning } from './running.ts';

/** The value of a sample, by its name and labels. */
const sample = (text: string, name: string): number =>
  Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);

test('metrics are the admin’s, and count what happens', async () => {
  await using it = await startRunning();
  expect((await it.ask('GET', '/metrics')).status).toBe(401);
  const { id, ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  const bob = await it.join(inviteUrl, 'Bob');
  bob.send('navigate', { window: 'w1', to: 'reload' });
  await bob.refused('no-control');
  ann.send('chat', { text: 'hello' });
  ann.send('pointer', { window: 'w1', frame: '', at: null });
  await bob.relayed('pointer');
  const answer = await it.ask('GET', '/metrics', { admin: true });
  expect(answer.headers['content-type']).toContain('version=0.0.4');
  const { text } = answer;
  expect(sample(text, 'lockstep_sessions')).toBe(1);
  expect(sample(text, 'lockstep_participants{kind="browser"}')).toBe(2);
  expect(sample(text, 'lockstep_participants{kind="sip"}')).toBe(0);
  expect(sample(text, 'lockstep_sessions_started_total')).toBe(1);
  expect(sample(text, 'lockstep_commands_refused_total{reason="no-control"}')).toBe(1);
  expect(sample(text, 'lockstep_commands_relayed_total{command="pointer"}')).toBe(1);
  expect(sample(text, 'lockstep_journal_records_total{kind="control"}')).toBe(1);
  expect(sample(text, 'process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(text).not.toContain(id);
  await it.ask('DELETE', `/api/sessions/${id}`, { admin: true });
  const after = (await it.ask('GET', '/metrics', { admin: true })).text;
  expect(sample(after, 'lockstep_sessions')).toBe(0);
  expect(sample(after, 'lockstep_sessions_ended_total{reason="ended"}')).toBe(1);
});

test('metrics are open or off where the operator says so', async () => {
  await using open = await startRunning({ LOCKSTEP_METRICS: 'open' });
  expect((await open.ask('GET', '/metrics')).status).toBe(200);
  await using off = await startRunning({ LOCKSTEP_METRICS: 'off' });
  expect((await off.ask('GET', '/metrics', { admin: true })).status).toBe(404);
});

test('health and readiness are for whoever asks', async () => {
  await using it = await startRunning();
  expect((await it.ask('GET', '/_lockstep/health')).json()).toEqual({ status: 'ok' });
  expect((await it.ask('GET', '/_lockstep/ready')).json()).toEqual({ status: 'ready' });
});
