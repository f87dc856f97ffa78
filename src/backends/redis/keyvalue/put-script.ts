import { Script } from "../resp/script.ts";
import { beginning, gone, inChunks } from "./lua.ts";

/**
 * Puts without conditions, the most common write: values by one MSET, the index by one ZADD, which does nothing for keys it has.
 *
 *   KEYS  version, index, then the items' keys: first those that stay, then those that expire
 *   ARGV  how many stay; what stands behind each version; for each that expires, in how many milliseconds
 *
 * Answers with the version of the first item; the others follow one by one.
 */
export const putScript = new Script(`
${beginning}${inChunks}
local first = begin(KEYS[1])
if not first then ${gone} end
local count, staying = #KEYS - 2, tonumber(ARGV[1])
local pairs, members = {}, {}
for i = 1, count do
  local key = KEYS[i + 2]
  local stored = struct.pack('>I7', first + i - 1) .. ARGV[i + 1]
  members[2 * i - 1] = '0'
  members[2 * i] = key
  if i <= staying then
    pairs[2 * i - 1] = key
    pairs[2 * i] = stored
  else
    redis.call('SET', key, stored, 'PX', ARGV[1 + count + i - staying])
  end
end
chunked('MSET', nil, pairs)
chunked('ZADD', KEYS[2], members)
redis.call('SET', KEYS[1], first + count - 1)
return first
`);
