import { Script } from "../resp/script.ts";
import { beginning, gone, inChunks } from "./lua.ts";

/**
 * Puts without conditions, the most common write: values by one MSET, the index by one ZADD, which does nothing for keys it has.
 *
 *   KEYS  version, index, expiry, then the items' keys: first those that stay, then those that expire
 *   ARGV  how many stay; what stands behind each version; for each that expires, when; and for each, in how many milliseconds
 *
 * Answers with the version of the first item; the others follow one by one.
 */
export const putScript = new Script(`
${beginning}${inChunks}
local first = begin(KEYS[1])
if not first then ${gone} end
local count, staying = #KEYS - 3, tonumber(ARGV[1])
local pairs, members, ends = {}, {}, {}
for i = 1, count do
  local key = KEYS[i + 3]
  local stored = struct.pack('>I7', first + i - 1) .. ARGV[i + 1]
  members[2 * i - 1] = '0'
  members[2 * i] = key
  if i <= staying then
    pairs[2 * i - 1] = key
    pairs[2 * i] = stored
  else
    local nth = i - staying
    ends[2 * nth - 1] = ARGV[1 + count + nth]
    ends[2 * nth] = key
    redis.call('SET', key, stored, 'PX', ARGV[1 + 2 * count - staying + nth])
  end
end
chunked('MSET', nil, pairs)
chunked('ZADD', KEYS[2], members)
chunked('ZADD', KEYS[3], ends)
redis.call('SET', KEYS[1], first + count - 1)
return first
`);
