import { Script } from "../resp/script.ts";
import { entries, streamGone, trimming } from "./lua.ts";

/**
 * Appends messages, and removes as many old ones as they are over the bounds.
 *
 *   KEYS  version, stream, meta; for each message with an idempotency key its remembered write's key
 *   ARGV  now, channel, most bytes (0 = any), the oldest time (0 = any), how many to remove at the most; for each message its
 *         fingerprint (empty = no idempotency key), until when to remember it, key, value, headers
 *
 * Answers for each: \`N\` (new) and its id, \`R\` (appended before) and its id, or \`U\` (the key stands for another message).
 */
export const appendScript = new Script(`
${streamGone}
${entries}${trimming}
local stream, meta, now = KEYS[2], KEYS[3], tonumber(ARGV[1])
local number = tonumber(redis.call('HGET', meta, 'next') or '1')
local nextKey, added, bytes, last = 4, 0, 0, nil
local answers = {}
for at = 6, #ARGV, 5 do
  local fingerprint, key, value, headers = ARGV[at], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
  local remembered, seen
  if fingerprint ~= '' then
    remembered = KEYS[nextKey]
    nextKey = nextKey + 1
    seen = redis.call('GET', remembered)
    if seen and struct.unpack('>I6', seen, 17) <= now then seen = nil end
  end
  if seen then
    answers[#answers + 1] = seen:sub(1, 16) == fingerprint and 'R' .. seen:sub(23) or 'U'
  else
    local fields = {'n', string.format('%.0f', number + added), 'v', value}
    if key ~= '' then fields[5], fields[6] = 'k', key end
    if headers ~= '' then fields[#fields + 1] = 'h' fields[#fields + 1] = headers end
    last = redis.call('XADD', stream, '*', unpack(fields))
    added = added + 1
    bytes = bytes + sizeOf({k = key, v = value, h = headers})
    answers[#answers + 1] = 'N' .. last
    if remembered then
      local keepFor = string.format('%.0f', math.max(1, tonumber(ARGV[at + 1]) - now))
      redis.call('SET', remembered, fingerprint .. struct.pack('>I6', ARGV[at + 1]) .. last, 'PX', keepFor)
    end
  end
end
if added > 0 then
  redis.call('HSET', meta, 'next', string.format('%.0f', number + added), 'last', last)
  redis.call('HINCRBY', meta, 'bytes', bytes)
  trim(stream, meta, 'bytes', tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]))
  redis.call('PUBLISH', ARGV[2], '')
end
return answers
`);
