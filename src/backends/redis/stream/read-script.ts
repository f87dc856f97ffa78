import { Script } from "../resp/script.ts";
import { entries, streamGone, walking } from "./lua.ts";

/**
 * Reads on from a place.
 *
 *   KEYS  version, stream    ARGV  the first id (\`(\` before it = after it), most items, most bytes
 *
 * Answers with id, key, value and headers of each in turn.
 */
export const readScript = new Script(`
${streamGone}
${entries}${walking}
local answer = {}
walk(KEYS[2], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), function(id, found)
  local at = #answer
  answer[at + 1], answer[at + 2], answer[at + 3], answer[at + 4] = id, found.k or '', found.v, found.h or ''
end)
return answer
`);

/** KEYS version, meta. Answers with the id of the last message that there was; \`0-0\` when there was none. */
export const lastScript = new Script(`
${streamGone}
return redis.call('HGET', KEYS[2], 'last') or '0-0'
`);

/** KEYS version, stream, dead. Answers with how many messages and dead letters there are. */
export const countScript = new Script(`
${streamGone}
return redis.call('XLEN', KEYS[2]) + redis.call('XLEN', KEYS[3])
`);

/** KEYS version, groups. Answers with the groups' names. */
export const listGroupsScript = new Script(`
${streamGone}
return redis.call('HKEYS', KEYS[2])
`);
