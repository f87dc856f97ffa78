import { Script } from "../resp/script.ts";
import { entries, streamGone, trimming } from "./lua.ts";

/**
 * KEYS version, dead    ARGV group (empty = any), the id after which it begins, most items, most bytes.
 * Answers with \`end\`, or the id of the last one that it looked at; then with id, group, reason, attempts, position, key, value and headers of each.
 */
export const listDeadScript = new Script(`
${streamGone}
${entries}
local group, from, most, mostBytes = ARGV[1], '(' .. ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local answer, bytes, looked, count = {'end'}, 0, 0, 0
while count < most do
  local page = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 16)
  for _, entry in ipairs(page) do
    local found = read(entry)
    if group == '' or found.g == group then
      bytes = bytes + sizeOf(found)
      if count == most or (count > 0 and bytes > mostBytes) then return answer end
      count = count + 1
      for _, value in ipairs({entry[1], found.g, found.r, found.a, found.p, found.k, found.v, found.h}) do
        answer[#answer + 1] = value
      end
    end
    from = '(' .. entry[1]
  end
  if #page < 16 then break end
  looked = looked + #page
  if looked >= 1024 then answer[1] = from:sub(2) break end
end
return answer
`);

/**
 * Appends dead letters to the stream again. KEYS version, stream, meta, dead    ARGV channel; for each its id and the headers that it gets.
 * Answers with how many there were.
 */
export const replayDeadScript = new Script(`
${streamGone}
${entries}
local stream, meta, dead = KEYS[2], KEYS[3], KEYS[4]
local count, bytes, deadBytes, last = 0, 0, 0, nil
local number = tonumber(redis.call('HGET', meta, 'next') or '1')
for at = 2, #ARGV, 2 do
  local entry = redis.call('XRANGE', dead, ARGV[at], ARGV[at])[1]
  if entry then
    local found = read(entry)
    deadBytes = deadBytes + sizeOf(found)
    bytes = bytes + sizeOf({k = found.k, v = found.v, h = ARGV[at + 1]})
    last = redis.call('XADD', stream, '*', 'n', string.format('%.0f', number + count), 'v', found.v, 'k', found.k, 'h', ARGV[at + 1])
    redis.call('XDEL', dead, ARGV[at])
    count = count + 1
  end
end
if count == 0 then return 0 end
redis.call('HSET', meta, 'next', string.format('%.0f', number + count), 'last', last)
redis.call('HINCRBY', meta, 'bytes', bytes)
redis.call('HINCRBY', meta, 'dead', -deadBytes)
redis.call('PUBLISH', ARGV[1], '')
return count
`);

/** KEYS version, meta, dead    ARGV ids. Answers with how many there were. */
export const removeDeadScript = new Script(`
${streamGone}
${entries}
local count, bytes = 0, 0
for _, id in ipairs(ARGV) do
  local entry = redis.call('XRANGE', KEYS[3], id, id)[1]
  if entry then
    count = count + 1
    bytes = bytes + sizeOf(read(entry))
    redis.call('XDEL', KEYS[3], id)
  end
end
if count > 0 then redis.call('HINCRBY', KEYS[2], 'dead', -bytes) end
return count
`);

/** KEYS version, stream, meta, dead    ARGV most bytes, the oldest time, how many. Answers with how many messages and dead letters went. */
export const trimScript = new Script(`
${streamGone}
${entries}${trimming}
local maxBytes, oldestMs, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local removed = trim(KEYS[2], KEYS[3], 'bytes', maxBytes, oldestMs, most)
return removed + trim(KEYS[4], KEYS[3], 'dead', maxBytes, oldestMs, most - removed)
`);

/** Removes what a dropped stream has left. KEYS version, stream, meta, groups, cursors, dead    ARGV what the names of due sets begin with. */
export const removeStreamScript = new Script(`
for _, group in ipairs(redis.call('HKEYS', KEYS[4])) do redis.call('UNLINK', ARGV[1] .. group) end
redis.call('UNLINK', unpack(KEYS))
return 1
`);

/** Removes consumers that have nothing and were not heard of for so many milliseconds. KEYS version, stream, groups    ARGV how long, nobody's name. */
export const removeIdleScript = new Script(`
${streamGone}
local removed = 0
for _, group in ipairs(redis.call('HKEYS', KEYS[3])) do
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[2], group)) do
    local facts = {}
    for i = 1, #consumer, 2 do facts[consumer[i]] = consumer[i + 1] end
    if facts.pending == 0 and facts.idle > tonumber(ARGV[1]) and facts.name ~= ARGV[2] and removed < 100 then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[2], group, facts.name)
      removed = removed + 1
    end
  end
end
return removed
`);
