import { type KeyValueItem, Outcome, type ScannedItem, type ScanPage, type ScanQuery } from "../../contract.ts";
import type {
  Finding,
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
  NetworkedStats,
  StoreSurroundings,
} from "../../networked-contract.ts";
import { Database, type Task } from "../database.ts";
import { quoteIdentifier } from "../identifier.ts";
import { NamespaceIds } from "../namespace-ids.ts";
import { type NamespaceTask, NamespaceTasks, namespaceTask } from "../namespace-tasks.ts";
import { Probed, probeStatement, readSetting } from "../probe.ts";
import type { PostgresSettings } from "../settings.ts";
import { bytea, byteas, int4, int4s, int8, type Parameter, type Row, type Statement } from "../sql.ts";
import { KEYVALUE_SCHEMA_VERSION, keyValueSchema } from "./keyvalue-schema.ts";
import { type KeyValueStatements, keyValueStatements } from "./keyvalue-statements.ts";
import { planWrites } from "./write-plan.ts";
import { createWriteTasks } from "./write-tasks.ts";

/** Items of one batch: past it a statement takes so long that others notice. */
const MAX_BATCH_ITEMS = 1_024;
/** Behind every key, as no UTF-8 has this byte. */
const AFTER_ALL_KEYS = "\xff";

/** KeyValue on PostgreSQL. It connects when it is first used. */
export function createPostgresKeyValueStore(
  settings: PostgresSettings,
  surroundings: StoreSurroundings,
): NetworkedKeyValueStore {
  return new PostgresKeyValueStore(settings, surroundings);
}

class PostgresKeyValueStore implements NetworkedKeyValueStore {
  readonly maxBatchItems = MAX_BATCH_ITEMS;
  readonly #database: Database;
  readonly #statements: KeyValueStatements;
  readonly #namespaces: NamespaceIds;
  readonly #tasks: NamespaceTasks;
  readonly #probed = new Probed();
  readonly #idOf: (namespaceId: number) => number;

  constructor(settings: PostgresSettings, surroundings: StoreSurroundings) {
    const schema = quoteIdentifier(settings.schema);
    const spec = { pattern: "keyvalue", schema, version: KEYVALUE_SCHEMA_VERSION, script: keyValueSchema(schema) };
    this.#database = new Database(settings, spec, surroundings);
    this.#statements = keyValueStatements(schema);
    this.#namespaces = new NamespaceIds(this.#database, schema, "keyvalue");
    this.#tasks = new NamespaceTasks(this.#database, this.#namespaces);
    this.#idOf = (namespaceId) => this.#namespaces.idOf(namespaceId);
  }

  get lanes(): number {
    return this.#database.stats.maxConnections;
  }

  get guarantees(): NetworkedKeyValueGuarantees {
    return {
      durability: this.#probed.durability,
      atomicBatch: true,
      compareAndSet: true,
      ttl: true,
      consistency: this.#probed.isStandby ? "eventual" : "strong",
      orderedScan: true,
      counters: true,
      transactions: true,
      idempotency: "atomic",
    };
  }

  get findings(): readonly Finding[] {
    return this.#probed.findings;
  }

  async probe(timeoutMs: number): Promise<void> {
    const values = new Map<string, string>();
    await this.#database.probe(probeStatement, (row) => readSetting(row, values), timeoutMs);
    this.#probed.take(values);
  }

  stats(): NetworkedStats {
    return this.#database.stats;
  }

  resize(connections: number): Promise<void> {
    return this.#database.resize(connections);
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  namespaceOf(name: string): number {
    return this.#namespaces.numberOf(name);
  }

  storeIdOf(namespaceId: number, timeoutMs: number): Promise<number> {
    return this.#namespaces.lookUp(namespaceId, timeoutMs);
  }

  async isEmpty(namespaceId: number, nowMs: number, timeoutMs: number): Promise<boolean> {
    let isEmpty = true;
    const task = namespaceTask([namespaceId], {
      statement: this.#statements.isEmpty,
      parameters: () => [int4(this.#idOf(namespaceId)), int8(nowMs)],
      isRepeatable: true,
      onRow: (row) => {
        if (row.integer(0) === 0) task.isGone = true;
        isEmpty = row.integer(0) === 0;
      },
    });
    await this.#tasks.run(task, timeoutMs);
    return isEmpty;
  }

  dropNamespace(storeId: number, timeoutMs: number): Promise<void> {
    return this.#namespaces.drop(storeId, timeoutMs);
  }

  async getMany(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void> {
    const { get, getHeads } = this.#statements;
    const [only] = items;
    if (items.length === 1 && only !== undefined) {
      await this.#tasks.run(this.#getOneTask(only, nowMs), timeoutMs);
      return;
    }
    const wanted = items.filter((item) => item.wantsValue);
    const heads = items.filter((item) => !item.wantsValue);
    const tasks: NamespaceTask[] = [];
    if (wanted.length > 0) tasks.push(this.#getTask(get, wanted, nowMs));
    if (heads.length > 0) tasks.push(this.#getTask(getHeads, heads, nowMs));
    const problem = (await this.#tasks.runEach(tasks, timeoutMs)).find((error) => error !== null);
    if (problem !== undefined) throw problem;
  }

  async writeMany(writes: readonly KeyValueWrite[], nowMs: number, timeoutMs: number): Promise<void> {
    const tasks = createWriteTasks(planWrites(writes), { statements: this.#statements, nowMs, idOf: this.#idOf });
    const errors = await this.#tasks.runEach(tasks, timeoutMs);
    const [first] = errors;
    if (first !== undefined && first !== null && !errors.includes(null)) throw first;
    for (let i = 0; i < errors.length; i++) {
      const error = errors[i] ?? null;
      if (error === null) tasks[i]?.finish();
      else tasks[i]?.fail(error.failure);
    }
  }

  async scan(query: ScanQuery, nowMs: number, timeoutMs: number): Promise<ScanPage> {
    const { namespaceId, from, to, keysOnly, maxItems } = query;
    // One item at least.
    const maxBytes = Math.max(1, query.maxBytes);
    const items: ScannedItem[] = [];
    let bytes = 0;
    let more = false;
    const task = namespaceTask([namespaceId], {
      statement: keysOnly ? this.#statements.scanKeys : this.#statements.scan,
      parameters: () => {
        items.length = 0;
        bytes = 0;
        more = false;
        return [
          int4(this.#idOf(namespaceId)),
          bytea(from),
          bytea(to ?? AFTER_ALL_KEYS),
          int8(nowMs),
          int4(maxItems),
          int8(maxBytes),
        ];
      },
      isRepeatable: true,
      onRow: (row) => {
        const version = row.integer(1);
        if (version === 0) task.isGone = true;
        else if (items.length === maxItems || bytes >= maxBytes) more = true;
        else {
          const key = row.byteString(0);
          const value = keysOnly ? "" : row.bytes(3);
          bytes += key.length + value.length;
          items.push({ key, value, version, expiresAtMs: row.integer(2) });
        }
      },
    });
    await this.#tasks.run(task, timeoutMs);
    return { items, more };
  }

  async sweep(nowMs: number, maxItems: number, timeoutMs: number): Promise<number> {
    const { sweepItems, sweepRemembered, findDropped } = this.#statements;
    let swept = await this.#count(sweepItems, [int8(nowMs), int4(maxItems)], timeoutMs);
    if (swept < maxItems) swept += await this.#count(sweepRemembered, [int8(nowMs), int4(maxItems - swept)], timeoutMs);
    if (swept >= maxItems) return swept;
    const dropped: number[] = [];
    const onRow: Task["onRow"] = (row) => dropped.push(row.integer(0));
    await this.#database.run({ statement: findDropped, parameters: [], isRepeatable: true, onRow }, timeoutMs);
    for (const id of dropped) {
      if (swept >= maxItems) return swept;
      swept += await this.#sweepDropped(id, maxItems - swept, timeoutMs);
    }
    return swept;
  }

  async #sweepDropped(id: number, maxItems: number, timeoutMs: number): Promise<number> {
    const { sweepDroppedItems, sweepDroppedRemembered, forgetDropped } = this.#statements;
    let swept = await this.#count(sweepDroppedItems, [int4(id), int4(maxItems)], timeoutMs);
    if (swept < maxItems)
      swept += await this.#count(sweepDroppedRemembered, [int4(id), int4(maxItems - swept)], timeoutMs);
    if (swept < maxItems) await this.#count(forgetDropped, [int4(id)], timeoutMs);
    return swept;
  }

  /** How many rows a statement gives. */
  async #count(statement: Statement, parameters: readonly Parameter[], timeoutMs: number): Promise<number> {
    let count = 0;
    const onRow: Task["onRow"] = () => {
      count++;
    };
    await this.#database.run({ statement, parameters, isRepeatable: true, onRow }, timeoutMs);
    return count;
  }

  #getOneTask(item: KeyValueItem, nowMs: number): NamespaceTask {
    const task = namespaceTask([item.namespaceId], {
      statement: item.wantsValue ? this.#statements.getOne : this.#statements.getOneHead,
      parameters: () => {
        task.isGone = true;
        item.outcome = Outcome.ABSENT;
        return [int4(this.#idOf(item.namespaceId)), bytea(item.key)];
      },
      isRepeatable: true,
      onRow: (row) => {
        task.isGone = false;
        if (!row.isNull(0)) takeItem(item, row, 0, nowMs);
      },
    });
    return task;
  }

  #getTask(statement: Statement, items: readonly KeyValueItem[], nowMs: number): NamespaceTask {
    const namespaceIds = [...new Set(items.map((item) => item.namespaceId))];
    const task = namespaceTask(namespaceIds, {
      statement,
      parameters: () => {
        for (const item of items) item.outcome = Outcome.ABSENT;
        return [
          int4s(items.map((item) => this.#idOf(item.namespaceId))),
          byteas(items.map((item) => item.key)),
          int4s(namespaceIds.map(this.#idOf)),
        ];
      },
      isRepeatable: true,
      onRow: (row) => {
        const place = row.integer(0);
        if (place === 0) task.isGone = true;
        else takeItem(items[place - 1] as KeyValueItem, row, 1, nowMs);
      },
    });
    return task;
  }
}

/** What was found of an item: version, end, and its value if that is wanted. */
function takeItem(item: KeyValueItem, row: Row, column: number, nowMs: number): void {
  const expiresAtMs = row.integer(column + 1);
  if (expiresAtMs > 0 && expiresAtMs <= nowMs) return;
  item.outcome = Outcome.DONE;
  item.version = row.integer(column);
  item.expiresAtMs = expiresAtMs;
  if (item.wantsValue) item.value = row.bytes(column + 2);
}
