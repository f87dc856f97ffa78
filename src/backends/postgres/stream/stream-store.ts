import { assert } from "../../../common/assert.ts";
import { MAX_GROUPS_PER_STREAM } from "../../../common/limits.ts";
import { Outcome } from "../../contract.ts";
import type { Finding, StoreSurroundings } from "../../networked-contract.ts";
import type {
  DeadLetter,
  NetworkedStreamStore,
  NewMessage,
  StreamGroup,
  StreamGuarantees,
  StreamReader,
  StreamSpec,
  StreamStart,
  TakeBounds,
} from "../../stream-contract.ts";
import { Database } from "../database.ts";
import { quoteIdentifier } from "../identifier.ts";
import { NamespaceIds } from "../namespace-ids.ts";
import { NamespaceTasks, namespaceTask } from "../namespace-tasks.ts";
import { Probed, probeStatement, readSetting } from "../probe.ts";
import type { PostgresSettings } from "../settings.ts";
import { bytea, int4, int8, type Parameter, type Row, type Statement } from "../sql.ts";
import { appendTask, splitAppends } from "./append-task.ts";
import { DeadLetters } from "./dead-letters.ts";
import { inStreamWords } from "./failures.ts";
import { startParameters } from "./position.ts";
import type { StreamParts } from "./stream-connection.ts";
import { PostgresStreamGroup } from "./stream-group.ts";
import { PostgresStreamReader } from "./stream-reader.ts";
import { STREAM_SCHEMA_VERSION, streamSchema } from "./stream-schema.ts";
import { type StreamStatements, streamStatements } from "./stream-statements.ts";
import { sweepStreams } from "./stream-sweep.ts";
import { StreamWakes } from "./stream-wakes.ts";

/** Streams on PostgreSQL. It connects when it is first used. */
export function createPostgresStreamStore(
  settings: PostgresSettings,
  surroundings: StoreSurroundings,
): NetworkedStreamStore {
  return new PostgresStreamStore(settings, surroundings);
}

class PostgresStreamStore implements NetworkedStreamStore {
  /** Two that are under way could go to two connections, and come in another order. */
  readonly appendLanes = 1;
  readonly #database: Database;
  readonly #statements: StreamStatements;
  readonly #namespaces: NamespaceIds;
  readonly #tasks: NamespaceTasks;
  readonly #wakes: StreamWakes;
  readonly #parts: StreamParts;
  readonly #dead: DeadLetters;
  readonly #probed = new Probed();
  readonly #specs: StreamSpec[] = [];
  readonly #timeoutMs: number;
  readonly #nowMs: () => number;
  readonly #instance: string;
  readonly #idOf: (namespaceId: number) => number;

  constructor(settings: PostgresSettings, surroundings: StoreSurroundings) {
    const schema = quoteIdentifier(settings.schema);
    const spec = { pattern: "stream", schema, version: STREAM_SCHEMA_VERSION, script: streamSchema(schema) };
    this.#timeoutMs = settings.requestTimeoutMs;
    this.#nowMs = surroundings.nowMs;
    this.#instance = `${surroundings.worker}-${Math.floor(surroundings.random() * 2 ** 48).toString(36)}`;
    this.#database = new Database(settings, spec, surroundings);
    this.#statements = streamStatements(schema);
    this.#namespaces = new NamespaceIds(this.#database, schema, "stream");
    this.#tasks = new NamespaceTasks(this.#database, this.#namespaces);
    this.#idOf = (namespaceId) => this.#namespaces.idOf(namespaceId);
    const common = {
      database: this.#database,
      statements: this.#statements,
      idOf: this.#idOf,
      timeoutMs: this.#timeoutMs,
    };
    this.#wakes = new StreamWakes({ ...common, schema, notify: this.#statements.notify });
    this.#parts = { ...common, wakes: this.#wakes };
    this.#dead = new DeadLetters({ ...common, tasks: this.#tasks, nowMs: this.#nowMs });
  }

  get guarantees(): StreamGuarantees {
    return {
      durability: this.#probed.durability,
      ordering: "stream",
      idempotency: "atomic",
      groups: true,
      attempts: "durable",
      replay: true,
      retention: "time-and-bytes",
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

  openStream(spec: StreamSpec): number {
    const number = this.#namespaces.numberOf(spec.name);
    this.#specs[number] = spec;
    return number;
  }

  storeIdOf(namespaceId: number): Promise<number> {
    return this.#namespaces.lookUp(namespaceId, this.#timeoutMs);
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    let isEmpty = true;
    const task = namespaceTask([namespaceId], {
      statement: this.#statements.isEmpty,
      parameters: () => {
        isEmpty = true;
        return [int4(this.#idOf(namespaceId))];
      },
      isRepeatable: true,
      onRow: (row) => {
        if (row.integer(0) === 0) task.isGone = true;
        else isEmpty = false;
      },
    });
    await this.#tasks.run(task, this.#timeoutMs);
    return isEmpty;
  }

  async dropStream(storeId: number): Promise<void> {
    await this.#namespaces.drop(storeId, this.#timeoutMs);
    for (let number = 0; number < this.#specs.length; number++) this.#wakes.wakeHere(number);
  }

  async appendMany(messages: readonly NewMessage[]): Promise<void> {
    const context = { statement: this.#statements.append, idOf: this.#idOf, nowMs: this.#nowMs };
    const parts = splitAppends(messages);
    const errors = await this.#tasks.runEach(
      parts.map((part) => appendTask(part, context)),
      this.#timeoutMs,
    );
    const [first] = errors;
    if (first !== undefined && first !== null && !errors.includes(null)) throw first;
    for (const [i, part] of parts.entries()) {
      const error = errors[i] ?? null;
      if (error === null) this.#wakes.tell((part[0] as NewMessage).namespaceId);
      else for (const message of part) Object.assign(message, { outcome: Outcome.FAILED, failure: error.failure });
    }
  }

  async openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader> {
    const { kind, value } = startParameters(start);
    const next = await this.#askForNumber(namespaceId, this.#statements.startOf, (id) => [id, int4(kind), int8(value)]);
    return new PostgresStreamReader(this.#parts, { namespaceId, id: this.#idOf(namespaceId), next }, onReady);
  }

  async openGroup(namespaceId: number, group: string, start: StreamStart, onReady: () => void): Promise<StreamGroup> {
    const { kind, value } = startParameters(start);
    const parameters = (id: Parameter): Parameter[] => [
      id,
      bytea(group),
      int4(kind),
      int8(value),
      int4(MAX_GROUPS_PER_STREAM),
    ];
    const id = await this.#askForNumber(namespaceId, this.#statements.openGroup, parameters);
    return new PostgresStreamGroup(this.#parts, { namespaceId, id, instance: this.#instance }, onReady);
  }

  async listGroups(namespaceId: number): Promise<readonly string[]> {
    const names: string[] = [];
    await this.#ask(
      namespaceId,
      this.#statements.listGroups,
      (id) => [id],
      (row) => names.push(row.byteString(0)),
    );
    return names;
  }

  async dropGroup(namespaceId: number, group: string): Promise<void> {
    await this.#ask(namespaceId, this.#statements.dropGroup, (id) => [id, bytea(group)]);
    this.#wakes.tell(namespaceId);
  }

  listDead(namespaceId: number, group: string, afterId: string, bounds: TakeBounds): Promise<readonly DeadLetter[]> {
    return this.#dead.list(namespaceId, group, afterId, bounds);
  }

  async replayDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    const replayed = await this.#dead.replay(namespaceId, ids);
    if (replayed > 0) this.#wakes.tell(namespaceId);
    return replayed;
  }

  removeDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    return this.#dead.remove(namespaceId, ids);
  }

  async sweep(nowMs: number, maxItems: number): Promise<number> {
    const streams = this.#specs.map((spec, number) => ({ id: this.#idOf(number), spec })).filter(({ id }) => id !== 0);
    return await sweepStreams(this.#parts, streams, nowMs, maxItems);
  }

  stats(): { readonly bytes: number; readonly connections: number; readonly maxConnections: number } {
    return { bytes: -1, ...this.#database.stats };
  }

  resize(connections: number): Promise<void> {
    return this.#database.resize(connections);
  }

  async close(): Promise<void> {
    this.#wakes.close();
    this.#database.close();
  }

  async #askForNumber(
    namespaceId: number,
    statement: Statement,
    parameters: (id: Parameter) => Parameter[],
  ): Promise<number> {
    let number = 0;
    await this.#ask(namespaceId, statement, parameters, (row) => {
      number = row.integer(0);
    });
    assert(number > 0, "the function gives a number");
    return number;
  }

  async #ask(
    namespaceId: number,
    statement: Statement,
    parameters: (id: Parameter) => Parameter[],
    onRow: (row: Row) => void = () => undefined,
  ): Promise<void> {
    const task = namespaceTask([namespaceId], {
      statement,
      parameters: () => parameters(int4(this.#idOf(namespaceId))),
      isRepeatable: true,
      onRow,
    });
    try {
      await this.#tasks.run(task, this.#timeoutMs);
    } catch (error) {
      throw inStreamWords(error);
    }
  }
}
