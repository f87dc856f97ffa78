import type { KeyValueItem, ScanPage, ScanQuery } from "../contract.ts";
import type {
  Finding,
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
  NetworkedStats,
  StoreSurroundings,
} from "../networked-contract.ts";
import { connectionOptions, keyPrefixOf, type RedisSettings } from "./connection-options.ts";
import { Connections } from "./connections.ts";
import { toPrismError } from "./errors.ts";
import { ApplyCall } from "./keyvalue/apply-call.ts";
import { applyScript } from "./keyvalue/apply-script.ts";
import { byNamespace, isPlain } from "./keyvalue/group-writes.ts";
import { headsScript } from "./keyvalue/heads-script.ts";
import { PutCall } from "./keyvalue/put-call.ts";
import { putScript } from "./keyvalue/put-script.ts";
import { ReadCommand } from "./keyvalue/read-command.ts";
import { scanPage } from "./keyvalue/scan-call.ts";
import { expireScript, sweepScript } from "./keyvalue/sweep-script.ts";
import { gone, Namespaces } from "./namespaces.ts";
import { Registry } from "./registry.ts";
import { ask, askScript } from "./resp/ask.ts";
import { askFacts, type ServerFacts, unknownFacts } from "./server-facts.ts";

/** A KeyValue store in Redis. It connects when it is first used. Throws a PrismError when its settings cannot be used. */
export function createRedisKeyValueStore(
  settings: RedisSettings,
  surroundings: StoreSurroundings,
): NetworkedKeyValueStore {
  const options = connectionOptions(settings, surroundings);
  const connections = new Connections(settings.connections, options, surroundings.onProblem);
  return new RedisKeyValueStore(connections, keyPrefixOf(settings));
}

class RedisKeyValueStore implements NetworkedKeyValueStore {
  /** Redis is busy for some 2 ms with a batch of writes of so many items. */
  readonly maxBatchItems = 1024;
  readonly #connections: Connections;
  readonly #registry: Registry;
  readonly #namespaces: Namespaces;
  #facts: ServerFacts = unknownFacts;

  constructor(connections: Connections, keyPrefix: string) {
    this.#connections = connections;
    this.#registry = new Registry(keyPrefix, "keyvalue");
    this.#namespaces = new Namespaces((name, timeoutMs) => this.#registry.open(connections.pick(), name, timeoutMs));
  }

  get lanes(): number {
    return this.#connections.count;
  }

  get guarantees(): NetworkedKeyValueGuarantees {
    return {
      durability: this.#facts.durability,
      consistency: this.#facts.isReplica ? "eventual" : "strong",
      atomicBatch: true,
      compareAndSet: true,
      ttl: true,
      orderedScan: true,
      counters: true,
      transactions: true,
      idempotency: "atomic",
    };
  }

  get findings(): readonly Finding[] {
    return this.#facts.findings;
  }

  stats(): NetworkedStats {
    return { connections: this.#connections.openCount, maxConnections: this.#connections.count };
  }

  async probe(timeoutMs: number): Promise<void> {
    this.#facts = await known(askFacts(this.#connections.pick(), timeoutMs));
  }

  resize(connections: number): Promise<void> {
    return this.#connections.resize(connections);
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  namespaceOf(name: string): number {
    return this.#namespaces.namespaceOf(name);
  }

  async storeIdOf(namespaceId: number, timeoutMs: number): Promise<number> {
    return await this.#namespaces.within(namespaceId, timeoutMs, async (keyspace) => {
      const isThere = await ask(this.#connections.pick(), ["EXISTS", keyspace.version], timeoutMs);
      if (isThere !== 1) throw gone();
      return keyspace.storeId;
    });
  }

  async isEmpty(namespaceId: number, nowMs: number, timeoutMs: number): Promise<boolean> {
    const query = { namespaceId, from: "", to: null, keysOnly: true, maxItems: 1, maxBytes: 1 };
    return (await this.scan(query, nowMs, timeoutMs)).items.length === 0;
  }

  async dropNamespace(storeId: number, timeoutMs: number): Promise<void> {
    await known(this.#registry.drop(this.#connections.pick(), storeId, timeoutMs));
  }

  async getMany(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void> {
    const groups = byNamespace(items).flatMap(byWanted);
    if (groups.length === 1) await this.#getGroup(items, nowMs, timeoutMs);
    else await allSettled(groups.map((group) => this.#getGroup(group, nowMs, timeoutMs)));
  }

  async writeMany(writes: readonly KeyValueWrite[], nowMs: number, timeoutMs: number): Promise<void> {
    const plain: KeyValueItem[] = [];
    const others: KeyValueWrite[] = [];
    for (const write of writes) {
      write.isReplay = false;
      write.isKeyReused = false;
      if (isPlain(write)) for (const item of write.items) plain.push(item);
      else others.push(write);
    }
    const puts = byNamespace(plain).map((items) => this.#put(items, nowMs, timeoutMs));
    await allSettled([...puts, ...this.#applyAll(others, nowMs, timeoutMs)]);
  }

  scan(query: ScanQuery, nowMs: number, timeoutMs: number): Promise<ScanPage> {
    return this.#namespaces.within(query.namespaceId, timeoutMs, (keyspace) =>
      scanPage(query, { connection: this.#connections.pick(), keyspace, nowMs, timeoutMs }),
    );
  }

  async sweep(nowMs: number, maxItems: number, timeoutMs: number): Promise<number> {
    let left = maxItems;
    for (const id of this.#namespaces.ids) {
      if (left > 0) left -= await this.#expire(id, nowMs, left, timeoutMs);
    }
    if (left > 0) left -= await known(this.#sweepDropped(left, timeoutMs));
    return maxItems - left;
  }

  /** The server removes by itself what expires, but not from the order of keys. */
  #expire(id: number, nowMs: number, maxItems: number, timeoutMs: number): Promise<number> {
    return this.#namespaces.within(id, timeoutMs, async ({ index, expiry }) => {
      const call = { keys: [index, expiry], values: [String(nowMs), String(maxItems)] };
      return (await askScript(this.#connections.pick(), expireScript, call, timeoutMs)) as number;
    });
  }

  async #sweepDropped(maxItems: number, timeoutMs: number): Promise<number> {
    const connection = this.#connections.pick();
    const keyspace = await this.#registry.anyDropped(connection, timeoutMs);
    if (keyspace === null) return 0;
    const keys = [keyspace.version, keyspace.index, keyspace.expiry];
    const removed = await askScript(connection, sweepScript, { keys, values: [String(maxItems)] }, timeoutMs);
    if (removed === 0) await this.#registry.forget(connection, keyspace, timeoutMs);
    return Math.min(maxItems, Math.max(1, removed as number));
  }

  #getGroup(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void> {
    return this.#namespaces.within((items[0] as KeyValueItem).namespaceId, timeoutMs, async (keyspace) => {
      const command = new ReadCommand(keyspace, items, nowMs);
      const connection = this.#connections.pick();
      if (items.some(wantsValue)) await connection.call(command, timeoutMs);
      else await headsScript.run(connection, command.headsCall, timeoutMs);
      if (command.isGone) throw gone();
    });
  }

  #put(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void> {
    return this.#namespaces.within((items[0] as KeyValueItem).namespaceId, timeoutMs, async (keyspace) => {
      const call = new PutCall(keyspace, items, nowMs);
      await putScript.run(this.#connections.pick(), call, timeoutMs);
      call.complete();
    });
  }

  #applyAll(writes: readonly KeyValueWrite[], nowMs: number, timeoutMs: number): Promise<void>[] {
    const byId = new Map<number, KeyValueWrite[]>();
    for (const write of writes) {
      const { namespaceId } = write.items[0] as KeyValueItem;
      const group = byId.get(namespaceId);
      if (group === undefined) byId.set(namespaceId, [write]);
      else group.push(write);
    }
    return [...byId].map(([namespaceId, group]) =>
      this.#namespaces.within(namespaceId, timeoutMs, async (keyspace) => {
        const call = new ApplyCall(keyspace, group, nowMs);
        await applyScript.run(this.#connections.pick(), call, timeoutMs);
        call.complete();
      }),
    );
  }
}

function wantsValue(item: KeyValueItem): boolean {
  return item.wantsValue;
}

/** Those of which the value is wanted, and those of which it is not. */
function byWanted(items: readonly KeyValueItem[]): (readonly KeyValueItem[])[] {
  if (items.every(wantsValue)) return [items];
  const wanted = items.filter(wantsValue);
  return wanted.length === 0 ? [items] : [wanted, items.filter((item) => !item.wantsValue)];
}

async function known<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toPrismError(error);
  }
}

/** Rejects as the first that did, but not before all are over: the caller may use their items again then. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === "rejected") throw result.reason;
}
