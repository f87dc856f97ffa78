import { Script } from "../resp/script.ts";

/**
 * Removes what a dropped namespace has left, at most so many items; answers with how many those were.
 *
 *   KEYS  version, index     ARGV  how many
 */
export const sweepScript = new Script(`
redis.call('DEL', KEYS[1])
local keys = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)
for first = 1, #keys, 4000 do
  local last = math.min(first + 3999, #keys)
  redis.call('UNLINK', unpack(keys, first, last))
  redis.call('ZREM', KEYS[2], unpack(keys, first, last))
end
return #keys
`);
