import { Script } from "../resp/script.ts";
import { gone } from "./lua.ts";

/**
 * A page of items in the order of their keys, as they are at one moment.
 *
 *   KEYS  version, index
 *   ARGV  now, the first bound, the last bound, the most items, the most bytes, `1` for keys only, bytes of a key that do not count
 *
 * Answers with `end`, `more`, or `look on`; with the last key that it looked at; then with key and stored item in turn.
 * Takes keys out of the index that the server has let expire, or evicted. It looks at a bounded number of keys, so that
 * nobody waits long for it: then it says `look on`.
 */
export const scanScript = new Script(`
if redis.call('EXISTS', KEYS[1]) == 0 then ${gone} end
local now, from, to = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local maxItems, maxBytes, keysOnly, extra = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == '1', tonumber(ARGV[7])
local answer, bytes, looked, isFull = {'end', ''}, 0, 0, false
local stale = {}
repeat
  local step = math.min(maxItems + 1, 256)
  local keys = redis.call('ZRANGEBYLEX', KEYS[2], from, to, 'LIMIT', 0, step)
  for _, key in ipairs(keys) do
    local stored
    if keysOnly then stored = redis.call('GETRANGE', key, 0, 13) else stored = redis.call('GET', key) or '' end
    if stored == '' then
      stale[#stale + 1] = key
    elseif stored:byte(8) == 0 or struct.unpack('>I6', stored, 9) > now then
      isFull = #answer >= 2 * maxItems + 2 or (#answer > 2 and bytes >= maxBytes)
      if isFull then break end
      bytes = bytes + #key - extra
      if not keysOnly then bytes = bytes + #stored - (stored:byte(8) == 1 and 14 or 8) end
      answer[#answer + 1] = key
      answer[#answer + 1] = stored
    end
    answer[2] = key
  end
  looked = looked + #keys
  from = '(' .. answer[2]
until isFull or #keys < step or looked >= 2000
if isFull then answer[1] = 'more' elseif looked >= 2000 then answer[1] = 'look on' end
for first = 1, #stale, 4000 do
  redis.call('ZREM', KEYS[2], unpack(stale, first, math.min(first + 3999, #stale)))
end
return answer
`);
