// What Redis decides, each in one step: nothing else happens in between.
import { FORMAT, JOURNAL, NODE, NODES, RUN, SESSION, SESSIONS } from './keys.ts';
import { script } from './redis.ts';

/**
 * Says that a node is there, for `ms`. 0: it had not said so in time, and others may have taken what was its.
 * ARGV: node, what it says, ms.
 */
export const RENEW = script(`
return redis.call('SET', '${NODE}' .. ARGV[1], ARGV[2], 'PX', ARGV[3], 'XX') and 1 or 0
`);

/**
 * The same for one that comes, or comes back: which of its sessions are another's now or over, and which were lost by
 * Redis itself and are its again. ARGV: node, what it says, ms, run it knows, run to begin, sealed format, then session and claim
 * in turn. Gives the run, the sealed format, those lost, those bare.
 */
export const REVIVE = script(`
local node, said, ms, known, fresh, format = unpack(ARGV, 1, 6)
local run = redis.call('GET', '${RUN}')
if not run then
  run = fresh
  redis.call('SET', '${RUN}', run)
end
redis.call('SET', '${FORMAT}', format, 'NX')
redis.call('SET', '${NODE}' .. node, said, 'PX', ms)
redis.call('SADD', '${NODES}', node)
local lost, bare = {}, {}
for i = 7, #ARGV, 2 do
  local id, claim = ARGV[i], ARGV[i + 1]
  local owner = redis.call('HGET', '${SESSION}' .. id, 'owner')
  if not owner and run ~= known then
    redis.call('HSET', '${SESSION}' .. id, 'owner', claim)
    redis.call('SADD', '${SESSIONS}', id)
    bare[#bare + 1] = id
  elseif owner ~= claim then
    lost[#lost + 1] = id
  end
end
return { run, redis.call('GET', '${FORMAT}'), lost, bare }
`);

/** The node is gone: what was its is anybody's. ARGV: node. */
export const LEAVE = script(`
redis.call('DEL', '${NODE}' .. ARGV[1])
redis.call('SREM', '${NODES}', ARGV[1])
return 1
`);

/** What the nodes say that are there, this one included. */
export const LIST = script(`
local all = {}
for _, node in ipairs(redis.call('SMEMBERS', '${NODES}')) do
  local said = redis.call('GET', '${NODE}' .. node)
  if said then
    all[#all + 1] = node
    all[#all + 1] = said
  else
    redis.call('SREM', '${NODES}', node)
  end
end
return all
`);

/**
 * A session for a node, unless one that is there has it. ARGV: session, node, claim. Gives the run, then `none`, or `there`
 * and what its node says, or `mine` and its fields.
 */
export const CLAIM = script(`
local id, node, claim = unpack(ARGV)
local run = redis.call('GET', '${RUN}') or ''
local key = '${SESSION}' .. id
local owner = redis.call('HGET', key, 'owner')
if not owner then return { run, 'none' } end
local holder = string.match(owner, '^[^/]+')
if holder ~= node then
  local said = redis.call('GET', '${NODE}' .. holder)
  if said then return { run, 'there', said } end
end
redis.call('HSET', key, 'owner', claim, 'written', 0)
return { run, 'mine', redis.call('HGETALL', key) }
`);

/** Some of the sessions whose node is gone, out of a sample. ARGV: size of the sample, most to give. */
export const ORPHANS = script(`
local orphans = {}
for _, id in ipairs(redis.call('SRANDMEMBER', '${SESSIONS}', ARGV[1])) do
  local owner = redis.call('HGET', '${SESSION}' .. id, 'owner')
  if not owner then
    redis.call('SREM', '${SESSIONS}', id)
  elseif redis.call('EXISTS', '${NODE}' .. string.match(owner, '^[^/]+')) == 0 then
    orphans[#orphans + 1] = id
    if #orphans >= tonumber(ARGV[2]) then break end
  end
end
return orphans
`);

/**
 * Writes all that has become of a session, or nothing. 0: it is not this claim's any more. A write that was given up and
 * comes late, after a newer one, is over already. ARGV: session, claim, number of the write, whether it begins, whether it ends,
 * the oldest record to keep (0: all), how many parts, each part's name and text, each record's number and text.
 */
export const WRITE = script(`
local id, claim, number, begins, ends, oldest, parts = unpack(ARGV, 1, 7)
local key, journal = '${SESSION}' .. id, '${JOURNAL}' .. id
local owner = redis.call('HGET', key, 'owner')
if owner ~= claim and (owner or begins ~= '1') then return 0 end
if tonumber(redis.call('HGET', key, 'written') or 0) >= tonumber(number) then return 1 end
if ends == '1' then
  redis.call('DEL', key, journal)
  redis.call('SREM', '${SESSIONS}', id)
  return 1
end
if not owner then
  redis.call('HSET', key, 'owner', claim)
  redis.call('SADD', '${SESSIONS}', id)
end
redis.call('HSET', key, 'written', number)
local at = 8
for _ = 1, tonumber(parts) do
  redis.call('HSET', key, ARGV[at], ARGV[at + 1])
  at = at + 2
end
for i = at, #ARGV, 2 do redis.call('HSET', journal, ARGV[i], ARGV[i + 1]) end
if tonumber(oldest) > 0 then
  for n = tonumber(redis.call('HGET', journal, 'first') or 1), tonumber(oldest) - 1 do redis.call('HDEL', journal, n) end
  redis.call('HSET', journal, 'first', oldest)
end
return 1
`);

/** All records of a session. ARGV: session. */
export const RECORDS = script(`return redis.call('HGETALL', '${JOURNAL}' .. ARGV[1])`);

/** The sessions of these claims, with their fields. ARGV: session and claim in turn. */
export const FIELDS = script(`
local all = {}
for i = 1, #ARGV, 2 do
  local key = '${SESSION}' .. ARGV[i]
  if redis.call('HGET', key, 'owner') == ARGV[i + 1] then
    all[#all + 1] = ARGV[i]
    all[#all + 1] = redis.call('HGETALL', key)
  end
end
return all
`);
