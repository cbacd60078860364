import { randomBytes } from 'node:crypto';
import { openRedis, script, type Redis } from '../../../proxy/cluster/redis.ts';
import { REVIVE } from '../../../proxy/cluster/scripts.ts';
import { emptyChain, nextRecord } from '../../../proxy/session/journal.ts';
import { redisStore, type RedisStore } from '../../../proxy/store/redis.ts';
import { createSeal } from '../../../proxy/store/seal.ts';
import { hasRedis, startRedis, type RedisServer } from '../../support/redis.ts';
import { storeContract } from './contract.ts';

const suite = hasRedis ? describe : describe.skip;
const seal = createSeal(randomBytes(32));
const doors = { alias: 'a name to look for', keys: { owner: 'o', guest: 'g' }, shells: {}, sites: {} };
const everything = script(`
local all = ''
for _, key in ipairs(redis.call('KEYS', 'lockstep:session:*')) do
  for _, value in ipairs(redis.call('HGETALL', key)) do all = all .. value end
end
return all
`);
const forget = script("return redis.call('DEL', ARGV[1])");
const empty = script("return redis.call('FLUSHALL')");

suite(hasRedis ? 'with a redis-server' : 'no redis-server is installed: skipped', () => {
  let server: RedisServer;
  let redis: Redis;
  const connections: Redis[] = [];
  beforeAll(async () => {
    server = await startRedis();
    redis = await openRedis(server.url);
    connections.push(redis);
  });
  beforeEach(() => redis.run(empty, [], []));
  afterAll(async () => {
    for (const it of connections) it.close();
    await server[Symbol.asyncDispose]();
  });

  async function node(name: string, lost: (session: string) => void = () => undefined): Promise<RedisStore> {
    const own = await openRedis(server.url);
    connections.push(own);
    await own.run(REVIVE, [], [name, '{}', '60000', '', 'run', seal.close('format', 'lockstep 1')]);
    const fault = (error: unknown): never => {
      throw error;
    };
    return redisStore({ redis: own, node: name, seal, isSure: () => true, lost, fault });
  }
  const kept = (store: RedisStore): Promise<void> => new Promise((done) => store.whenKept('aaaaaaaa', done));

  storeContract('the store in Redis', () => node('contract'));

  test('nothing can be read in Redis without the key', async () => {
    const store = await node('sealed');
    store.keep('aaaaaaaa', 'doors', () => doors, 'now');
    await kept(store);
    const all = (await redis.run(everything, [], [])) as Buffer;
    expect(all.length).toBeGreaterThan(100);
    expect(all.toString('latin1')).not.toContain('a name to');
  });

  test('a session of a node that is gone is another’s, and nothing that the first writes counts any more', async () => {
    const lost: string[] = [];
    const first = await node('first', (it) => lost.push(it));
    first.keep('aaaaaaaa', 'doors', () => doors, 'now');
    first.append('aaaaaaaa', nextRecord(emptyChain, 1, { kind: 'restarted' }));
    await kept(first);
    const second = await node('second');
    expect(await second.claim('aaaaaaaa')).toMatchObject({ is: 'there' });
    await redis.run(forget, [], ['lockstep:node:first']);
    expect(await second.claim('aaaaaaaa')).toMatchObject({ is: 'mine', kept: { doors } });
    first.keep('aaaaaaaa', 'doors', () => ({ ...doors, alias: 'late' }), 'now');
    // Nobody is told of what did not count: only that it is lost.
    first.whenKept('aaaaaaaa', () => lost.push('told'));
    await first.close();
    expect(lost).toEqual(['aaaaaaaa']);
    expect(await second.load()).toEqual(new Map([['aaaaaaaa', { doors }]]));
    expect(await second.read('aaaaaaaa')).toHaveLength(1);
  });
});
