// Keep-alive connections to sites, each checked when it is made.
import http, { type AgentOptions } from 'node:http';
import https from 'node:https';
import { isIP, Socket } from 'node:net';
import type { Guard } from './guard.ts';

export interface Agents {
  readonly for: (protocol: string) => http.Agent;
  readonly close: () => void;
}

// A browser bounds its own connections; streams that stay open must not block what comes after them.
const KEEP: AgentOptions = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: 64, scheduling: 'lifo' };

type Connect = http.Agent['createConnection'];

/** Makes every connection of an agent pass the guard: names through its lookup, literal addresses before connecting. */
function guardAgent(agent: http.Agent, guard: Guard): void {
  const native: Connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const host = options.host ?? '';
    const port = String(options.port ?? '');
    const fault =
      isIP(host) === 0 ? null : guard.checkAddress(host.includes(':') ? `[${host}]` : host, port, host);
    if (fault === null) return native({ ...options, lookup: guard.lookup(port) }, done);
    done?.(fault, new Socket());
    return undefined;
  };
}

export function createAgents(guard: Guard | null): Agents {
  const plain = new http.Agent(KEEP);
  const secure = new https.Agent(KEEP);
  if (guard !== null) {
    guardAgent(plain, guard);
    guardAgent(secure, guard);
  }
  return {
    for: (protocol) => (protocol === 'https:' || protocol === 'wss:' ? secure : plain),
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}
