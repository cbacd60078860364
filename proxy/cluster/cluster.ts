// Many nodes as one server: each session is at one of them, and every one of them answers for all.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { BaseAddress } from '../../protocol/address.ts';
import { originOf } from '../registry/own-request.ts';
import type { Registry } from '../registry/registry.ts';
import { redisStore, type RedisStore } from '../store/redis.ts';
import { createSeal, type Seal } from '../store/seal.ts';
import { createHops } from './hop.ts';
import { createLease, type Lease, type Revived } from './lease.ts';
import { createPassOn, type NodeAddress } from './pass-on.ts';
import { openRedis, type Redis } from './redis.ts';
import { createRouter, type Place, type Router } from './router.ts';
import { LEAVE, LIST, ORPHANS } from './scripts.ts';

export interface ClusterOptions {
  readonly url: string;
  readonly secret: string;
  readonly maxSessions: number;
  readonly fault: (error: unknown, what: string) => void;
}

export interface Joining {
  readonly registry: Registry;
  readonly base: BaseAddress;
  /** Where the others reach this node. */
  readonly address: NodeAddress;
}

export interface Cluster {
  readonly store: RedisStore;
  /** From now on the others know of this node. Fails with a sentence for the operator. */
  readonly join: (joining: Joining) => Promise<Router>;
  /** After everything that was to be kept: what was this node's is anybody's. */
  readonly leave: () => Promise<void>;
}

/** What a node says of itself. */
const saying = z.object({
  host: z.string(),
  port: z.number(),
  base: z.string(),
  /** How many sessions it has, and how many it takes. */
  sessions: z.number(),
  room: z.number(),
});
type Saying = z.output<typeof saying>;

/** What this version writes. */
const FORMAT = 'lockstep 1';
/** How long where a session is may be believed. */
const KNOWN_MS = 2_000;
const MAX_KNOWN = 20_000;
/** Sessions whose node is gone, and that nobody asks for, still end when their time is up. */
const SWEEP_MS = 3_000;
const SAMPLE = 200;
const MAX_TAKEN = 20;

interface Node {
  readonly options: ClusterOptions;
  readonly redis: Redis;
  readonly seal: Seal;
  readonly id: string;
  readonly store: RedisStore;
  registry: Registry | null;
  lease: Lease | null;
  /** Two who ask for one session at the same time ask once. */
  readonly taking: Map<string, ReturnType<RedisStore['claim']>>;
}

/** Fails with a sentence for the operator. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { url, secret, fault } = options;
  const redis = await openRedis(url);
  const seal = createSeal(createHash('sha256').update(secret).digest());
  const id = randomBytes(8).toString('hex');
  const store = redisStore({
    redis,
    node: id,
    seal,
    isSure: () => node.lease?.isSure() ?? false,
    lost: (session) => node.registry?.find(session)?.cede(),
    fault,
  });
  const node: Node = { options, redis, seal, id, store, registry: null, lease: null, taking: new Map() };
  let stop = (): void => undefined;
  return {
    store,
    join: async (joining) => {
      const lease = enlist(node, joining);
      node.registry = joining.registry;
      node.lease = lease;
      await lease.begin();
      await agree(node, joining.base);
      const passing = createPassOn(createHops(secret));
      const sweeping = setInterval(() => void sweep(node), SWEEP_MS * (0.8 + 0.4 * Math.random()));
      stop = () => {
        clearInterval(sweeping);
        passing.close();
      };
      return createRouter({
        base: joining.base,
        hops: createHops(secret),
        passOn: passing,
        isHere: (session) => joining.registry.find(session) !== undefined && lease.isSure(),
        locate: createLocator(node, lease),
        roomier: () => roomier(node),
        fault,
      });
    },
    leave: async () => {
      stop();
      node.lease?.end();
      await redis
        .run(LEAVE, [], [id])
        .catch((error: unknown) => fault(error, 'the other nodes are not told'));
      redis.close();
    },
  };
}

function enlist(node: Node, { registry, base, address }: Joining): Lease {
  const { redis, seal, store, options } = node;
  const said = (): string => {
    const sessions = registry.all().length;
    return JSON.stringify({
      ...address,
      base: originOf(base),
      sessions,
      room: options.maxSessions - sessions,
    } satisfies Saying);
  };
  const revived = ({ format, lost, bare }: Revived): void => {
    checkFormat(seal, format);
    for (const session of lost) {
      store.drop(session);
      registry.find(session)?.cede();
    }
    for (const session of bare) registry.find(session)?.keepAnew();
  };
  return createLease({
    redis,
    node: node.id,
    said,
    claims: store.claims,
    format: seal.close('format', FORMAT),
    revived,
    renewed: store.open,
    fault: options.fault,
  });
}

function checkFormat(seal: Seal, format: Buffer): void {
  let said: string;
  try {
    said = seal.open('format', format);
  } catch (error) {
    throw new Error('What lies in Redis was sealed with another key: all nodes need one LOCKSTEP_SECRET.', {
      cause: error,
    });
  }
  if (said !== FORMAT) throw new Error(`What lies in Redis was written by another version (${said}).`);
}

/** Links that one node makes must be good at all of them. */
async function agree(node: Node, base: BaseAddress): Promise<void> {
  const others = await list(node);
  const other = others.find((it) => it.base !== originOf(base));
  if (other !== undefined)
    throw new Error(
      `Another node of this Redis answers at ${other.base}, not at ${originOf(base)}: all need one LOCKSTEP_BASE_URL.`,
    );
}

/** What the other nodes say that are there. */
async function list({ redis, id }: Node): Promise<readonly Saying[]> {
  const flat = ((await redis.run(LIST, [], [])) as readonly Buffer[]).map(String);
  return flat.flatMap((text, i) =>
    i % 2 === 1 && flat[i - 1] !== id ? [saying.parse(JSON.parse(text))] : [],
  );
}

/** Where a new session is begun when this node is full. */
async function roomier(node: Node): Promise<NodeAddress | null> {
  if ((node.registry?.all().length ?? 0) < node.options.maxSessions) return null;
  try {
    const [best] = [...(await list(node))].sort((a, b) => b.room - a.room);
    return best !== undefined && best.room > 0 ? best : null;
  } catch {
    // Redis is away: whoever asks is told so, by the route.
    return null;
  }
}

function createLocator(node: Node, lease: Lease): (session: string, isStale: boolean) => Promise<Place> {
  const known = new Map<string, { readonly at: NodeAddress; readonly until: number }>();

  async function ask(session: string): Promise<Place> {
    try {
      const found = await take(node, session);
      if (found.is === 'mine') return 'here';
      if (found.is === 'none') return lease.isSettled(found.run) ? 'here' : 'later';
      const at = saying.parse(JSON.parse(found.said));
      if (known.size > MAX_KNOWN) known.clear();
      known.set(session, { at, until: performance.now() + KNOWN_MS });
      return at;
    } catch {
      // Without Redis nobody knows; the lease says so in the log.
      return 'later';
    }
  }
  return (session, isStale) => {
    const before = known.get(session);
    if (!isStale && before !== undefined && before.until > performance.now())
      return Promise.resolve(before.at);
    // Ours, but we are not sure of it: taking it anew would be to start it anew.
    if (node.registry?.find(session) !== undefined) return Promise.resolve('later');
    return ask(session);
  };
}

/** Takes a session where it is nobody's, and goes on with it. */
function take({ store, registry, taking }: Node, session: string): ReturnType<RedisStore['claim']> {
  const before = taking.get(session);
  if (before !== undefined) return before;
  const taken = store
    .claim(session)
    .then((found) => {
      if (found.is === 'mine') registry?.adopt(session, found.kept);
      return found;
    })
    .finally(() => taking.delete(session));
  taking.set(session, taken);
  return taken;
}

async function sweep(node: Node): Promise<void> {
  if (node.lease?.isSure() !== true) return;
  try {
    const orphans = (await node.redis.run(ORPHANS, [], [String(SAMPLE), String(MAX_TAKEN)])) as Buffer[];
    for (const session of orphans.map(String))
      if (node.registry?.find(session) === undefined) await take(node, session);
  } catch {
    // Redis is away, as the log says; the next time is soon.
  }
}
