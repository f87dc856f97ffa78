import { Script } from "../resp/script.ts";

/**
 * What stands before the values of items: for those who only ask whether there is something, however large it is.
 *
 *   KEYS  version, then the items' keys
 *
 * Answers as MGET does: with the version, then with what there is of each item, or nothing.
 */
export const headsScript = new Script(`
local answer = {redis.call('GET', KEYS[1])}
for i = 2, #KEYS do
  local head = redis.call('GETRANGE', KEYS[i], 0, 13)
  answer[i] = head ~= '' and head
end
return answer
`);
