/**
 * What the scripts have in common. `begin(key)` gives the first version that a call may use: larger than any of the
 * namespace before, and than the time in microseconds, so that it stays so when a server has lost its last writes. Without
 * its last version the namespace was dropped, and nothing may be written: the caller looks for its new number.
 */
export const beginning = `
local function begin(key)
  local last = redis.call('GET', key)
  if not last then return nil end
  local time = redis.call('TIME')
  return math.max(tonumber(last) + 1, time[1] * 1000000 + time[2])
end
`;

/** The answer when the namespace is not there. */
export const gone = "return redis.error_reply('GONE the namespace is not there')";

/** Calls a command with many arguments: `unpack` has room for some thousand. */
export const inChunks = `
local function chunked(command, key, arguments)
  for first = 1, #arguments, 4000 do
    local last = math.min(first + 3999, #arguments)
    if key then redis.call(command, key, unpack(arguments, first, last))
    else redis.call(command, unpack(arguments, first, last)) end
  end
end
`;
