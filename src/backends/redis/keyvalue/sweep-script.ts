import { Script } from "../resp/script.ts";

/**
 * Removes what a dropped namespace has left, at most so many items; answers with how many those were.
 *
 *   KEYS  version, index, expiry     ARGV  how many
 */
export const sweepScript = new Script(`
redis.call('DEL', KEYS[1])
local keys = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)
for first = 1, #keys, 4000 do
  local last = math.min(first + 3999, #keys)
  redis.call('UNLINK', unpack(keys, first, last))
  redis.call('ZREM', KEYS[2], unpack(keys, first, last))
end
if #keys == 0 then redis.call('UNLINK', KEYS[3]) end
return #keys
`);

/**
 * Takes what has expired out of the order of keys, and removes what the server has not yet; answers with how many keys it looked at.
 * One that was written again since then may have another end, or none.
 *
 *   KEYS  index, expiry     ARGV  now, how many
 */
export const expireScript = new Script(`
local now = tonumber(ARGV[1])
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, key in ipairs(due) do
  local stored = redis.call('GETRANGE', key, 0, 13)
  local ends = stored ~= '' and stored:byte(8) == 1 and struct.unpack('>I6', stored, 9)
  if stored ~= '' and ends and ends > now then
    redis.call('ZADD', KEYS[2], string.format('%.0f', ends), key)
  else
    redis.call('ZREM', KEYS[2], key)
    if stored == '' or ends then
      redis.call('DEL', key)
      redis.call('ZREM', KEYS[1], key)
    end
  end
end
return #due
`);
