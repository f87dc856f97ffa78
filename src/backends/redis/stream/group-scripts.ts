import { Script } from "../resp/script.ts";
import { entries, groupGone, NOBODY, streamGone } from "./lua.ts";

/**
 * KEYS version, stream, meta, groups, cursors    ARGV group, the id after which it begins (\`$\` = the last), most groups.
 * Makes the group when it is not there.
 */
export const openGroupScript = new Script(`
${streamGone}
local group, cursor = ARGV[1], ARGV[2]
if redis.call('HEXISTS', KEYS[4], group) == 1 then return 0 end
if redis.call('HLEN', KEYS[4]) >= tonumber(ARGV[3]) then return redis.error_reply('TOOMANY groups') end
if cursor == '$' then cursor = redis.call('HGET', KEYS[3], 'last') or '0-0' end
redis.pcall('XGROUP', 'DESTROY', KEYS[2], group)
redis.call('XGROUP', 'CREATE', KEYS[2], group, cursor, 'MKSTREAM')
redis.call('HSET', KEYS[4], group, redis.call('HINCRBY', KEYS[3], 'epochs', 1))
redis.call('HSET', KEYS[5], group, cursor)
return 1
`);

/** KEYS version, stream, meta, groups, cursors, due    ARGV group, the id after which it goes on (\`$\` = the last), channel. */
export const seekScript = new Script(`
${streamGone}
local group, cursor = ARGV[1], ARGV[2]
if redis.call('HEXISTS', KEYS[4], group) == 0 then ${groupGone} end
if cursor == '$' then cursor = redis.call('HGET', KEYS[3], 'last') or '0-0' end
redis.call('XGROUP', 'DESTROY', KEYS[2], group)
redis.call('XGROUP', 'CREATE', KEYS[2], group, cursor, 'MKSTREAM')
redis.call('HSET', KEYS[4], group, redis.call('HINCRBY', KEYS[3], 'epochs', 1))
redis.call('HSET', KEYS[5], group, cursor)
redis.call('DEL', KEYS[6])
redis.call('PUBLISH', ARGV[3], '')
return 1
`);

/** KEYS version, stream, groups, cursors, due    ARGV group, channel. */
export const dropGroupScript = new Script(`
${streamGone}
redis.pcall('XGROUP', 'DESTROY', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('DEL', KEYS[5])
redis.call('PUBLISH', ARGV[2], '')
return 1
`);

/**
 * Ends the leases of consumers that are gone. KEYS version, stream, groups, due    ARGV group, now, channel, the consumers.
 * A consumer is removed when it has nothing more, for Redis forgets what a consumer has with it.
 */
export const releaseScript = new Script(`
${streamGone}
local stream, due, group, now = KEYS[2], KEYS[4], ARGV[1], tonumber(ARGV[2])
if redis.call('HEXISTS', KEYS[3], group) == 0 then ${groupGone} end
for at = 4, #ARGV do
  repeat
    local pending = redis.call('XPENDING', stream, group, '-', '+', 200, ARGV[at])
    for _, one in ipairs(pending) do
      local untilMs = redis.call('ZSCORE', due, one[1])
      if untilMs and tonumber(untilMs) > now then redis.call('ZADD', due, ARGV[2], one[1]) end
      redis.call('XCLAIM', stream, group, '${NOBODY}', 0, one[1], 'JUSTID')
      -- One whose message was removed cannot be given to anybody.
      if #redis.call('XRANGE', stream, one[1], one[1]) == 0 then
        redis.call('XACK', stream, group, one[1])
        redis.call('ZREM', due, one[1])
      end
    end
  until #pending == 0
  redis.call('XGROUP', 'DELCONSUMER', stream, group, ARGV[at])
end
redis.call('PUBLISH', ARGV[3], '')
return 1
`);

/**
 * How far a group is. KEYS version, stream, meta, groups, cursors, due    ARGV group.
 * Answers with how many wait, how many are pending, the first id that is not acknowledged, the last one of the stream.
 */
export const lagScript = new Script(`
${streamGone}
${entries}
local stream, group = KEYS[2], ARGV[1]
local cursor = redis.call('HGET', KEYS[5], group)
if not cursor then ${groupGone} end
local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
-- What was removed from the stream is pending no more.
repeat
  local lost = redis.call('XPENDING', stream, group, '-', first and '(' .. first[1] or '+', 200)
  for _, one in ipairs(lost) do
    redis.call('XACK', stream, group, one[1])
    redis.call('ZREM', KEYS[6], one[1])
  end
until #lost == 0
if not first then return {0, 0, '', ''} end
local pending = redis.call('XPENDING', stream, group)
local after = redis.call('XRANGE', stream, '(' .. cursor, '+', 'COUNT', 1)[1]
local waiting = 0
if after then waiting = tonumber(redis.call('HGET', KEYS[3], 'next')) - tonumber(read(after).n) end
local position = pending[1] > 0 and pending[2] or (after and after[1] or '')
local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
return {waiting, pending[1], position, last[1]}
`);
