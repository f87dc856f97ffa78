import { Script } from "../resp/script.ts";
import { beginning, gone } from "./lua.ts";

/**
 * Writes of every kind, one after the other; each changes nothing or is done as it says.
 *
 *   KEYS  version, index, expiry, scratch; for each write the key of its remembered write, if it has an idempotency key, and its items' keys
 *   ARGV  now; for each write: `A` (all or none) or `E` (each by itself), how many items, its fingerprint (empty = no
 *         idempotency key), until when to remember it; for each of its items: what to do (`P`, `D`, `C`, or
 *         `I` and what to add), the version that it must have (-1 = any), in how many milliseconds it expires
 *         (0 = never), and what stands behind its version
 *
 * Answers with a text for each write: `N` (new), `R` (done before, under its idempotency key) or `U` (the key stands for
 * another write); then for each item its outcome (a byte), version (7), the length of a text (1) and the text: a counter's
 * sum, or why it failed (`N` = no number, `O` = overflow).
 */
export const applyScript = new Script(`
${beginning}
local DONE, ABSENT, MISMATCH, FAILED, ABORTED = 1, 2, 3, 4, 5
local version = begin(KEYS[1])
if not version then ${gone} end
local index, expiry, scratch, now = KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[1])
local nextKey, nextArg = 5, 2
local staged, order = {}, {}

-- The version of what is under a key (0 = nothing), and what stands behind it, as far as any counter goes.
local function current(key)
  local change = staged[key]
  if change then
    if change.body:byte(1) == 1 and struct.unpack('>I6', change.body, 2) <= now then return 0, '' end
    return change.version, change.body
  end
  local stored = redis.call('GETRANGE', key, 0, 35)
  if stored == '' or (stored:byte(8) == 1 and struct.unpack('>I6', stored, 9) <= now) then return 0, '' end
  return struct.unpack('>I7', stored), stored:sub(8)
end

local function stage(key, change)
  if not staged[key] then order[#order + 1] = key end
  staged[key] = change
end

-- Adds as the server does, on all 64 bits; small numbers need no help.
local function add(text, delta)
  if text ~= '0' and not (text:match('^%-?[1-9]%d*$') and #text <= 20) then return nil, 'N' end
  local a, b = tonumber(text), tonumber(delta)
  local sum = a + b
  if math.abs(a) < 2^53 and math.abs(b) < 2^53 and math.abs(sum) < 2^53 then
    return sum == 0 and '0' or string.format('%.0f', sum)
  end
  redis.call('SET', scratch, text)
  local done = redis.pcall('INCRBY', scratch, delta)
  local result = redis.call('GET', scratch)
  redis.call('DEL', scratch)
  if type(done) == 'table' then return nil, done.err:find('overflow') and 'O' or 'N' end
  return result
end

local function attempt(key, action, wanted, ttl, body)
  local kind = action:sub(1, 1)
  local found, before = current(key)
  if wanted >= 0 and wanted ~= found then return MISMATCH, found, '' end
  if kind == 'C' then return DONE, found, '' end
  if kind == 'D' then
    if found == 0 then return ABSENT, 0, '' end
    stage(key, {version = 0, body = ''})
    return DONE, 0, ''
  end
  local sum = ''
  if kind == 'I' then
    local head, text, reason = '\\0', '0', ''
    if found > 0 then
      local from = before:byte(1) == 1 and 8 or 2
      head, text = before:sub(1, from - 1), before:sub(from)
    end
    sum, reason = add(text, action:sub(2))
    if not sum then return FAILED, found, reason end
    -- Without an end of its own it keeps the one that the counter has.
    if ttl == '0' and head:byte(1) == 1 then
      body = head
      ttl = string.format('%.0f', struct.unpack('>I6', head, 2) - now)
    end
    body = body .. sum
  end
  local new = version
  version = version + 1
  stage(key, {version = new, body = body, ttl = ttl})
  return DONE, new, sum
end

local function flush()
  for _, key in ipairs(order) do
    local change = staged[key]
    if change.version == 0 then
      redis.call('DEL', key)
      redis.call('ZREM', index, key)
    else
      local stored = struct.pack('>I7', change.version) .. change.body
      if change.ttl == '0' then redis.call('SET', key, stored)
      else
        redis.call('SET', key, stored, 'PX', change.ttl)
        redis.call('ZADD', expiry, string.format('%.0f', struct.unpack('>I6', change.body, 2)), key)
      end
      redis.call('ZADD', index, '0', key)
    end
  end
end

local function run(isAtomic, count)
  local outcomes, versions, texts = {}, {}, {}
  local isRefused, isDone = false, false
  staged, order = {}, {}
  for i = 1, count do
    local outcome, v, text = attempt(KEYS[nextKey], ARGV[nextArg], tonumber(ARGV[nextArg + 1]), ARGV[nextArg + 2], ARGV[nextArg + 3])
    nextKey, nextArg = nextKey + 1, nextArg + 4
    outcomes[i], versions[i], texts[i] = outcome, v, text
    if outcome == DONE or outcome == ABSENT then isDone = true else isRefused = true end
  end
  if isAtomic and isRefused then
    isDone = false
    for i = 1, count do
      if outcomes[i] == DONE then outcomes[i], versions[i], texts[i] = ABORTED, 0, '' end
    end
  else
    flush()
  end
  local parts = {}
  for i = 1, count do
    parts[i] = struct.pack('>BI7B', outcomes[i], versions[i], #texts[i]) .. texts[i]
  end
  return table.concat(parts), isDone
end

local answers = {}
while nextArg <= #ARGV do
  local isAtomic, count = ARGV[nextArg] == 'A', tonumber(ARGV[nextArg + 1])
  local fingerprint, rememberUntil = ARGV[nextArg + 2], ARGV[nextArg + 3]
  nextArg = nextArg + 4
  local rememberedKey, seen
  if fingerprint ~= '' then
    rememberedKey = KEYS[nextKey]
    nextKey = nextKey + 1
    seen = redis.call('GET', rememberedKey)
    if seen and struct.unpack('>I6', seen, 17) <= now then seen = nil end
  end
  if seen then
    local isSame = seen:sub(1, 16) == fingerprint
    answers[#answers + 1] = isSame and 'R' .. seen:sub(23) or 'U'
    nextKey, nextArg = nextKey + count, nextArg + 4 * count
  else
    local result, isDone = run(isAtomic, count)
    answers[#answers + 1] = 'N' .. result
    if isDone and rememberedKey then
      local keepFor = string.format('%.0f', math.max(1, tonumber(rememberUntil) - now))
      redis.call('SET', rememberedKey, fingerprint .. struct.pack('>I6', rememberUntil) .. result, 'PX', keepFor)
    end
  end
end
redis.call('SET', KEYS[1], string.format('%.0f', version))
return answers
`);
