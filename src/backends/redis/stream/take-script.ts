import { Script } from "../resp/script.ts";
import { entries, groupGone, streamGone, walking } from "./lua.ts";

/**
 * Gives messages of a group to a consumer: first those whose lease or delay is over, then new ones.
 *
 *   KEYS  version, stream, groups, cursors, due
 *   ARGV  group, consumer, now, when the leases end, most items, most bytes, most that a group may have in its hands
 *
 * Answers with the group's epoch; when the next lease or delay ends (empty = none); then with id, attempt, key, value and
 * headers of each in turn.
 */
export const takeScript = new Script(`
${streamGone}
${entries}${walking}
local stream, due, group, consumer = KEYS[2], KEYS[5], ARGV[1], ARGV[2]
local epoch = redis.call('HGET', KEYS[3], group)
if not epoch then ${groupGone} end
local untilMs, most, mostBytes = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local answer = {epoch, ''}
local count, bytes = 0, 0

local function give(id, attempt, found)
  count = count + 1
  bytes = bytes + sizeOf(found)
  local at = #answer
  answer[at + 1], answer[at + 2] = id, attempt
  answer[at + 3], answer[at + 4], answer[at + 5] = found.k or '', found.v, found.h or ''
  redis.call('ZADD', due, untilMs, id)
end

local isFull = false
for _, id in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', ARGV[3], 'LIMIT', 0, most)) do
  local entry = redis.call('XRANGE', stream, id, id)[1]
  local found = entry and read(entry)
  if found and count > 0 and bytes + sizeOf(found) > mostBytes then isFull = true break end
  -- Counts as a delivery. One that is not pending any more was acknowledged by somebody beside Prism.
  local claimed = found and redis.call('XCLAIM', stream, group, consumer, 0, id) or {}
  if #claimed == 0 then
    redis.call('XACK', stream, group, id)
    redis.call('ZREM', due, id)
  else
    give(id, redis.call('XPENDING', stream, group, id, id, 1)[1][4], found)
  end
end

local room = math.min(most - count, tonumber(ARGV[7]) - redis.call('ZCARD', due))
if not isFull and room > 0 and (count == 0 or bytes < mostBytes) then
  -- Looks ahead how many fit, for what was read cannot be given back.
  local cursor, fit, fitBytes = redis.call('HGET', KEYS[4], group), 0, 0
  walk(stream, '(' .. cursor, room, mostBytes - bytes, function(_, found)
    if count > 0 and bytes + fitBytes + sizeOf(found) > mostBytes then return end
    fitBytes = fitBytes + sizeOf(found)
    fit = fit + 1
  end)
  local fresh = fit > 0 and redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', fit, 'STREAMS', stream, '>')
  if fresh then
    for _, entry in ipairs(fresh[1][2]) do
      give(entry[1], 1, read(entry))
      cursor = entry[1]
    end
    redis.call('HSET', KEYS[4], group, cursor)
  end
end
answer[2] = redis.call('ZRANGE', due, 0, 0, 'WITHSCORES')[2] or ''
return answer
`);
