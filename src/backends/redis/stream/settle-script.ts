import { Script } from "../resp/script.ts";
import { entries, groupGone, NOBODY, streamGone } from "./lua.ts";

/**
 * Says what is to become of deliveries.
 *
 *   KEYS  version, stream, groups, due, dead, meta
 *   ARGV  group, now, channel; for each delivery its epoch, id and attempt, what is to be done (\`A\`ck, \`N\`ack, \`E\`xtend,
 *         \`B\`ury), for how long, and why
 *
 * Answers with when the next lease or delay ends (empty = none), and a letter for each: \`D\` = done, \`A\` = it had ended.
 */
export const settleScript = new Script(`
${streamGone}
${entries}
local stream, due, dead, meta, group, now = KEYS[2], KEYS[4], KEYS[5], KEYS[6], ARGV[1], tonumber(ARGV[2])
local epoch = redis.call('HGET', KEYS[3], group)
if not epoch then ${groupGone} end

local function isLeased(id, attempt)
  local pending = redis.call('XPENDING', stream, group, id, id, 1)[1]
  if not pending or pending[2] == '${NOBODY}' or tostring(pending[4]) ~= attempt then return false end
  local untilMs = redis.call('ZSCORE', due, id)
  return untilMs and tonumber(untilMs) > now
end

local function forget(id)
  redis.call('XACK', stream, group, id)
  redis.call('ZREM', due, id)
end

local function bury(id, attempt, reason)
  local entry = redis.call('XRANGE', stream, id, id)[1]
  if not entry then return end
  local found = read(entry)
  redis.call('XADD', dead, '*', 'g', group, 'r', reason, 'a', attempt, 'p', id, 'k', found.k or '', 'v', found.v, 'h', found.h or '')
  redis.call('HINCRBY', meta, 'dead', sizeOf(found))
end

local outcomes, isNews = {}, false
for at = 4, #ARGV, 6 do
  local id, attempt, action = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  if ARGV[at] ~= epoch or not isLeased(id, attempt) then
    outcomes[#outcomes + 1] = 'A'
  else
    outcomes[#outcomes + 1] = 'D'
    if action == 'A' then
      forget(id)
    elseif action == 'B' then
      bury(id, attempt, ARGV[at + 5])
      forget(id)
    else
      redis.call('ZADD', due, string.format('%.0f', now + tonumber(ARGV[at + 4])), id)
      if action == 'N' then
        redis.call('XCLAIM', stream, group, '${NOBODY}', 0, id, 'JUSTID')
        isNews = true
      end
    end
  end
end
if isNews then redis.call('PUBLISH', ARGV[3], '') end
return {redis.call('ZRANGE', due, 0, 0, 'WITHSCORES')[2] or '', table.concat(outcomes)}
`);
