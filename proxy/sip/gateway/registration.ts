// Being known at the proxy that calls go out by (RFC 3261 section 10.2): registered anew before it runs out.
import { field, first } from '../message/fields.ts';
import { parseSipUri } from '../message/sip-uri.ts';
import type { Clock } from '../transaction/clock.ts';
import type { UserAgent } from '../user-agent.ts';

const EXPIRES = 300;
const RETRY_MS = 30_000;

/** Returns how to stop; the registration then runs out by itself. */
export function keepRegistered(
  agent: UserAgent,
  {
    proxy,
    user,
    clock,
    fault,
  }: {
    readonly proxy: string;
    readonly user: string;
    readonly clock: Clock;
    readonly fault: (error: unknown, what: string) => void;
  },
): () => void {
  const uri = parseSipUri(proxy);
  const host = uri?.host ?? '';
  let stopNext = (): void => undefined;
  let isStopped = false;

  async function register(): Promise<void> {
    const answer = await agent.ask({
      method: 'REGISTER',
      uri: `sip:${host}`,
      from: `sip:${user}@${host}`,
      contact: user,
      fields: [field('expires', EXPIRES)],
    });
    if (isStopped) return;
    const isKnown = answer !== null && answer.status < 300;
    if (!isKnown)
      fault(new Error(`REGISTER: ${answer === null ? 'no answer' : answer.status}`), 'SIP is not registered');
    const granted = Number.parseInt(first(answer?.fields ?? [], 'expires') ?? '', 10);
    const seconds = Number.isNaN(granted) ? EXPIRES : Math.max(20, Math.min(granted, 3_600));
    stopNext = clock.after(isKnown ? seconds * 800 : RETRY_MS, () => void register());
  }
  void register();
  return () => {
    isStopped = true;
    stopNext();
  };
}
