// A request that another node has passed on: it shows the secret that the nodes share, and brings the address it came from.
import { hkdfSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cameFrom, notePassedOn } from '../http/came-from.ts';
import { isSame } from '../registry/secret.ts';

export interface Hops {
  /** How many nodes a request has come through. What says so is gone afterwards: no site and no page is told. */
  readonly take: (req: IncomingMessage) => number;
  /** The headers to pass a request on with, name and value in turn. */
  readonly headersFor: (req: IncomingMessage, hops: number) => string[];
}

const HOP = 'x-lockstep-hop';
const FORWARDED = 'x-forwarded-for';

export function createHops(secret: string): Hops {
  const token = Buffer.from(hkdfSync('sha256', secret, '', 'lockstep hop', 24)).toString('base64url');
  return {
    take: (req) => {
      const said = req.headers[HOP];
      if (said === undefined) return 0;
      Reflect.deleteProperty(req.headers, HOP);
      req.rawHeaders = without(req.rawHeaders, HOP);
      const [, given = '', count = ''] = /^(\S+) (\d)$/.exec(String(said)) ?? [];
      if (!isSame(given, token)) return 0;
      notePassedOn(req);
      return Number(count);
    },
    headersFor: (req, hops) => [
      ...without(req.rawHeaders, FORWARDED),
      FORWARDED,
      cameFrom(req),
      HOP,
      `${token} ${String(hops + 1)}`,
    ],
  };
}

function without(raw: readonly string[], name: string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2)
    if (raw[i]?.toLowerCase() !== name) kept.push(raw[i] ?? '', raw[i + 1] ?? '');
  return kept;
}
