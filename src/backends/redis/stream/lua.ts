/**
 * A stream in Redis:
 *
 *   stream        a Redis stream; an entry has n (its number), v (value), and where there are any k (key) and h (headers)
 *   meta          a hash: next (number), last (id), bytes and dead (of messages and dead letters), epochs (of groups)
 *   groups        a hash: a group's epoch, which changes whenever its leases end all at once
 *   cursors       a hash: the id of the last message that a group was given
 *   due<group>    a sorted set: of each message that a group was given, when its lease or its delay ends
 *   dead          a Redis stream of dead letters; beside k, v and h: g (group), r (reason), a (attempts), p (position)
 *
 * Each group is a consumer group of the Redis stream too: its list of pending entries counts the deliveries, and says who
 * has which message. Whoever has none of this instance's consumers' names has it no more: {@link NOBODY}.
 */
export const NOBODY = "-";

/** What the scripts for streams have in common. */
export const entries = `
local function read(entry)
  local fields, found = entry[2], {}
  for i = 1, #fields, 2 do found[fields[i]] = fields[i + 1] end
  return found
end

local function sizeOf(found)
  return ${64} + #(found.k or '') + #found.v + #(found.h or '')
end
`;

/** Entries from an id on that fit the bounds: told one by one to \`tell(id, found)\`. The first one always fits. */
export const walking = `
local function walk(stream, from, most, mostBytes, tell)
  local count, bytes, step = 0, 0, 4
  while count < most do
    local page = redis.call('XRANGE', stream, from, '+', 'COUNT', math.min(step, most - count))
    for _, entry in ipairs(page) do
      local found = read(entry)
      bytes = bytes + sizeOf(found)
      if count > 0 and bytes > mostBytes then return count end
      count = count + 1
      tell(entry[1], found)
      from = '(' .. entry[1]
    end
    if #page < step then return count end
    step = math.min(step * 4, 256)
  end
  return count
end
`;

/** Removes the oldest entries while they are too old or too many; the newest stays if only bytes are too many. */
export const trimming = `
local function trim(stream, meta, field, maxBytes, oldestMs, mostItems)
  local bytes = tonumber(redis.call('HGET', meta, field) or '0')
  if oldestMs == 0 and (maxBytes == 0 or bytes <= maxBytes) then return 0 end
  local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  if not newest then return 0 end
  local removed, freed, from, keep = 0, 0, '-', nil
  while not keep do
    local page = redis.call('XRANGE', stream, from, '+', 'COUNT', 8)
    for _, entry in ipairs(page) do
      local isOld = tonumber(entry[1]:match('^%d+')) < oldestMs
      local isOver = maxBytes > 0 and bytes - freed > maxBytes and entry[1] ~= newest[1]
      if removed >= mostItems or freed > 16777216 or not (isOld or isOver) then keep = entry[1] break end
      removed, freed, from = removed + 1, freed + sizeOf(read(entry)), '(' .. entry[1]
    end
    if #page < 8 then break end
  end
  if removed == 0 then return 0 end
  if keep then redis.call('XTRIM', stream, 'MINID', keep) else redis.call('XTRIM', stream, 'MAXLEN', 0) end
  redis.call('HINCRBY', meta, field, -freed)
  return removed
end
`;

export const streamGone =
  "if redis.call('EXISTS', KEYS[1]) == 0 then return redis.error_reply('GONE the stream is not there') end";
export const groupGone = "return redis.error_reply('GONE the group is not there')";
