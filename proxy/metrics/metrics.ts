// What a monitor wants to know of this process, in Prometheus' text format; names by its conventions.
import { collectDefaultMetrics, Counter, Gauge, Registry as Metrics } from 'prom-client';
import type { Registry } from '../registry/registry.ts';
import type { RunningSession } from '../registry/running-session.ts';
import type { Effect } from '../session/effect.ts';

export interface Monitor {
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export function createMonitor(registry: Registry): Monitor {
  const metrics = new Metrics();
  const registers = [metrics];
  collectDefaultMetrics({ register: metrics });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
    new Counter({ name, help, labelNames, registers });

  const started = counter('lockstep_sessions_started_total', 'Sessions that were started.');
  const ended = counter('lockstep_sessions_ended_total', 'Sessions that are over, by why.', ['reason']);
  const relayed = counter('lockstep_commands_relayed_total', 'Commands passed on, by name.', ['command']);
  const refused = counter('lockstep_commands_refused_total', 'Commands refused, by why.', ['reason']);
  const happened = counter('lockstep_journal_records_total', 'What was written into journals, by kind.', [
    'kind',
  ]);
  const requests = counter('lockstep_upstream_requests_total', 'Requests to sites.');
  const faults = counter('lockstep_upstream_faults_total', 'Requests to sites that failed.');
  /** What of a session's own counts has been added already. */
  const counted = new Map<RunningSession, { requests: number; faults: number }>();

  const addSites = (session: RunningSession): void => {
    const { upstreamRequests, upstreamFaults } = session.site;
    const before = counted.get(session) ?? { requests: 0, faults: 0 };
    requests.inc(upstreamRequests - before.requests);
    faults.inc(upstreamFaults - before.faults);
    counted.set(session, { requests: upstreamRequests, faults: upstreamFaults });
  };
  const note = (session: RunningSession, effect: Effect): void => {
    switch (effect.type) {
      case 'relay':
        return relayed.inc({ command: effect.relayed.name });
      case 'refuse':
        return refused.inc({ reason: effect.refusal.reason });
      case 'record':
        return happened.inc({ kind: effect.record.kind });
      case 'close':
        ended.inc({ reason: effect.reason });
        addSites(session);
        counted.delete(session);
        return;
      case 'ceded':
        addSites(session);
        counted.delete(session);
        return;
      case 'show':
      case 'chat':
      case 'forget':
      case 'dismiss':
    }
  };
  registry.watch((session) => {
    started.inc();
    counted.set(session, { requests: 0, faults: 0 });
    session.watch((effect) => note(session, effect));
  });

  new Gauge({
    name: 'lockstep_sessions',
    help: 'Sessions that run.',
    registers,
    collect() {
      this.set(registry.all().length);
    },
  });
  new Gauge({
    name: 'lockstep_participants',
    help: 'Participants who are here, by how they take part.',
    labelNames: ['kind'],
    registers,
    collect() {
      const all = registry.all().flatMap((it) => it.view().participants.filter(({ online }) => online));
      for (const kind of ['browser', 'sip']) this.set({ kind }, all.filter((it) => it.kind === kind).length);
    },
  });
  return {
    contentType: metrics.contentType,
    text: () => {
      for (const session of registry.all()) addSites(session);
      return metrics.metrics();
    },
  };
}
