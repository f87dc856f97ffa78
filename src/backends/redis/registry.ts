import { Keyspace } from "./keyspace.ts";
import { ask, askScript } from "./resp/ask.ts";
import type { Connection } from "./resp/connection.ts";
import { Script } from "./resp/script.ts";

/** KEYS numbers, next number    ARGV a name. Answers with the name's number; makes one when it has none. */
const openScript = new Script(`
local number = redis.call('HGET', KEYS[1], ARGV[1])
if not number then
  number = redis.call('INCR', KEYS[2])
  redis.call('HSET', KEYS[1], ARGV[1], number)
end
return tonumber(number)
`);

/** KEYS numbers, dropped numbers    ARGV a number. Takes the number from its name, and puts it down for the sweep. */
const dropScript = new Script(`
local all = redis.call('HGETALL', KEYS[1])
for i = 2, #all, 2 do
  if all[i] == ARGV[1] then
    redis.call('HDEL', KEYS[1], all[i - 1])
    redis.call('SADD', KEYS[2], ARGV[1])
    return 1
  end
end
return 0
`);

/**
 * Which number a name stands for in the server, for namespaces (`kind` is `keyvalue`) or streams. A dropped name gets a new number, so what
 * stands under the old one cannot be reached any more, and goes step by step.
 */
export class Registry {
  readonly #prefix: string;
  readonly #numbers: string;
  readonly #next: string;
  readonly #dropped: string;

  constructor(prefix: string, kind: "keyvalue" | "stream") {
    this.#prefix = prefix;
    this.#numbers = `${prefix}:{registry}${kind}`;
    // One sequence for both kinds, so that their keys never meet.
    this.#next = `${prefix}:{registry}next`;
    this.#dropped = `${prefix}:{registry}${kind}-dropped`;
  }

  async open(connection: Connection, name: string, timeoutMs: number): Promise<Keyspace> {
    const keys = [this.#numbers, this.#next];
    const number = await askScript(connection, openScript, { keys, values: [name] }, timeoutMs);
    const keyspace = new Keyspace(this.#prefix, number as number);
    // In a slot of its own, so it cannot be set by the script. One that is there stays.
    await ask(connection, ["SET", keyspace.version, "0", "NX"], timeoutMs);
    return keyspace;
  }

  async drop(connection: Connection, storeId: number, timeoutMs: number): Promise<void> {
    const keys = [this.#numbers, this.#dropped];
    const found = await askScript(connection, dropScript, { keys, values: [String(storeId)] }, timeoutMs);
    if (found === 1) await ask(connection, ["DEL", new Keyspace(this.#prefix, storeId).version], timeoutMs);
  }

  /** One that was dropped and may have something left; null when there is none. */
  async anyDropped(connection: Connection, timeoutMs: number): Promise<Keyspace | null> {
    const number = await ask(connection, ["SRANDMEMBER", this.#dropped], timeoutMs);
    return number === null ? null : new Keyspace(this.#prefix, Number(number));
  }

  async forget(connection: Connection, keyspace: Keyspace, timeoutMs: number): Promise<void> {
    await ask(connection, ["SREM", this.#dropped, String(keyspace.storeId)], timeoutMs);
  }
}
