import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_GROUPS_PER_STREAM } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import { Outcome } from "../contract.ts";
import type { Finding, StoreSurroundings } from "../networked-contract.ts";
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
} from "../stream-contract.ts";
import { connectionOptions, keyPrefixOf, type RedisSettings } from "./connection-options.ts";
import { Connections } from "./connections.ts";
import { toPrismError } from "./errors.ts";
import type { Keyspace } from "./keyspace.ts";
import { gone, Namespaces } from "./namespaces.ts";
import { Registry } from "./registry.ts";
import { ask, askScript } from "./resp/ask.ts";
import { RedisError } from "./resp/redis-error.ts";
import type { Script } from "./resp/script.ts";
import { askFacts, type ServerFacts, unknownFacts } from "./server-facts.ts";
import { AppendCall } from "./stream/append-call.ts";
import { appendScript } from "./stream/append-script.ts";
import { listDead, removeDead, replayDead } from "./stream/dead-letters.ts";
import { dropGroupScript, openGroupScript } from "./stream/group-scripts.ts";
import { News } from "./stream/news.ts";
import { idBefore } from "./stream/position.ts";
import { countScript, lastScript, listGroupsScript } from "./stream/read-script.ts";
import { ReadySignal } from "./stream/ready-signal.ts";
import { RedisGroup } from "./stream/redis-group.ts";
import { RedisReader } from "./stream/redis-reader.ts";
import { StreamLink } from "./stream/stream-link.ts";
import { StreamSweeper } from "./stream/stream-sweeper.ts";

/** Streams in Redis. It connects when it is first used. Throws a PrismError when its settings cannot be used. */
export function createRedisStreamStore(settings: RedisSettings, surroundings: StoreSurroundings): NetworkedStreamStore {
  return new RedisStreamStore(settings, surroundings);
}

class RedisStreamStore implements NetworkedStreamStore {
  /** One batch after the other, so that the order of two is not that in which a script was sent anew. */
  readonly appendLanes = 1;
  readonly #connections: Connections;
  readonly #news: News;
  readonly #registry: Registry;
  readonly #namespaces: Namespaces;
  readonly #sweeper: StreamSweeper;
  readonly #specs: StreamSpec[] = [];
  readonly #nowMs: () => number;
  readonly #timeoutMs: number;
  /** Tells this store's consumers from those of others, and of the one before it. */
  readonly #instance: string;
  #facts: ServerFacts = unknownFacts;

  constructor(settings: RedisSettings, surroundings: StoreSurroundings) {
    const options = connectionOptions(settings, surroundings);
    const connections = new Connections(settings.connections, options, surroundings.onProblem);
    this.#connections = connections;
    this.#news = new News(options);
    this.#registry = new Registry(keyPrefixOf(settings), "stream");
    this.#timeoutMs = settings.requestTimeoutMs;
    this.#nowMs = surroundings.nowMs;
    this.#namespaces = new Namespaces((name, timeoutMs) => this.#registry.open(connections.pick(), name, timeoutMs));
    this.#sweeper = new StreamSweeper(this.#registry, () => connections.pick(), this.#timeoutMs);
    this.#instance = `${surroundings.nowMs().toString(36)}${Math.floor(surroundings.random() * 2 ** 32).toString(36)}:`;
  }

  get guarantees(): StreamGuarantees {
    return {
      durability: this.#facts.durability,
      ordering: "stream",
      idempotency: "atomic",
      groups: true,
      attempts: "durable",
      replay: true,
      retention: "time-and-bytes",
    };
  }

  get findings(): readonly Finding[] {
    return this.#facts.findings;
  }

  async probe(timeoutMs: number): Promise<void> {
    try {
      this.#facts = await askFacts(this.#connections.pick(), timeoutMs);
    } catch (error) {
      throw toPrismError(error);
    }
  }

  stats(): { readonly bytes: number; readonly connections: number; readonly maxConnections: number } {
    const { openCount, count } = this.#connections;
    return { bytes: -1, connections: openCount + (this.#news.isOpen ? 1 : 0), maxConnections: count + 1 };
  }

  resize(connections: number): Promise<void> {
    return this.#connections.resize(connections);
  }

  async close(): Promise<void> {
    this.#news.close();
    await this.#connections.close();
  }

  openStream(spec: StreamSpec): number {
    const id = this.#namespaces.namespaceOf(spec.name);
    this.#specs[id] = spec;
    return id;
  }

  storeIdOf(namespaceId: number): Promise<number> {
    return this.#within(namespaceId, async (keyspace) => {
      const isThere = await ask(this.#connections.pick(), ["EXISTS", keyspace.version], this.#timeoutMs);
      if (isThere !== 1) throw gone();
      return keyspace.storeId;
    });
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    return (await this.#ask(namespaceId, countScript, ({ version, stream, dead }) => [version, stream, dead])) === 0;
  }

  async dropStream(storeId: number): Promise<void> {
    try {
      await this.#registry.drop(this.#connections.pick(), storeId, this.#timeoutMs);
    } catch (error) {
      throw toPrismError(error);
    }
  }

  async appendMany(messages: readonly NewMessage[]): Promise<void> {
    const byId = new Map<number, NewMessage[]>();
    for (const message of messages) {
      const group = byId.get(message.namespaceId);
      if (group === undefined) byId.set(message.namespaceId, [message]);
      else group.push(message);
    }
    const groups = [...byId];
    const results = await Promise.allSettled(groups.map(([id, group]) => this.#append(id, group)));
    const refused = results.flatMap((result, i) => (result.status === "rejected" ? [{ error: result.reason, i }] : []));
    if (refused.length === groups.length && refused[0] !== undefined) throw refused[0].error;
    // Of the others it is known what became of them.
    for (const { error, i } of refused) {
      for (const message of groups[i]?.[1] ?? []) {
        message.outcome = Outcome.FAILED;
        message.failure = (error as PrismError).failure;
      }
    }
  }

  async openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader> {
    const before = idBefore(start);
    return await this.#within(namespaceId, async (keyspace) => {
      const signal = new ReadySignal(onReady);
      const ignore = await this.#listen(keyspace, signal);
      try {
        const keys = [keyspace.version, keyspace.meta];
        const last = await askScript(this.#connections.pick(), lastScript, { keys, values: [] }, this.#timeoutMs);
        return new RedisReader(this.#linkTo(keyspace), signal, before ?? (last as string), ignore);
      } catch (error) {
        ignore();
        throw error;
      }
    });
  }

  async openGroup(namespaceId: number, group: string, start: StreamStart, onReady: () => void): Promise<StreamGroup> {
    const before = idBefore(start) ?? "$";
    return await this.#within(namespaceId, async (keyspace) => {
      const { version, stream, meta, groups, cursors } = keyspace;
      const signal = new ReadySignal(onReady);
      const ignore = await this.#listen(keyspace, signal);
      try {
        const keys = [version, stream, meta, groups, cursors];
        const values = [group, before, String(MAX_GROUPS_PER_STREAM)];
        await askScript(this.#connections.pick(), openGroupScript, { keys, values }, this.#timeoutMs);
      } catch (error) {
        ignore();
        throw error instanceof RedisError && error.prefix === "TOOMANY" ? new PrismError(tooManyGroups) : error;
      }
      const link = this.#linkTo(keyspace);
      return new RedisGroup({ link, group, signal, instance: this.#instance, onClose: ignore });
    });
  }

  async listGroups(namespaceId: number): Promise<readonly string[]> {
    const names = await this.#ask(namespaceId, listGroupsScript, ({ version, groups }) => [version, groups]);
    return [...(names as readonly string[])].sort();
  }

  async dropGroup(namespaceId: number, group: string): Promise<void> {
    await this.#within(namespaceId, async ({ version, stream, groups, cursors, due, news }) => {
      const keys = [version, stream, groups, cursors, due + group];
      await askScript(this.#connections.pick(), dropGroupScript, { keys, values: [group, news] }, this.#timeoutMs);
    });
  }

  listDead(namespaceId: number, group: string, afterId: string, bounds: TakeBounds): Promise<readonly DeadLetter[]> {
    return this.#within(namespaceId, (keyspace) => listDead(this.#linkTo(keyspace), group, afterId, bounds));
  }

  replayDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    return this.#within(namespaceId, (keyspace) => replayDead(this.#linkTo(keyspace), ids));
  }

  removeDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    return this.#within(namespaceId, (keyspace) => removeDead(this.#linkTo(keyspace), ids));
  }

  async sweep(nowMs: number, maxItems: number): Promise<number> {
    try {
      let left = maxItems;
      for (const [id, spec] of this.#specs.entries()) {
        const keyspace = this.#namespaces.known(id);
        if (keyspace !== null && left > 0) left -= await this.#sweeper.trim(keyspace, spec, nowMs, left);
      }
      if (left > 0) left -= await this.#sweeper.removeDropped();
      return maxItems - left;
    } catch (error) {
      throw toPrismError(error);
    }
  }

  #append(namespaceId: number, messages: readonly NewMessage[]): Promise<void> {
    return this.#within(namespaceId, async (keyspace) => {
      const call = new AppendCall(keyspace, this.#specs[namespaceId] as StreamSpec, messages, this.#nowMs());
      await appendScript.run(this.#connections.pick(), call, this.#timeoutMs);
      call.complete();
    });
  }

  async #listen({ news }: Keyspace, signal: ReadySignal): Promise<() => void> {
    const listener = (): void => signal.tell();
    await this.#news.listen(news, listener, this.#timeoutMs);
    return () => this.#news.ignore(news, listener);
  }

  #linkTo(keyspace: Keyspace): StreamLink {
    const pick = () => this.#connections.pick();
    return new StreamLink({ keyspace, pick, nowMs: this.#nowMs, timeoutMs: this.#timeoutMs });
  }

  #ask(namespaceId: number, script: Script, keysOf: (keyspace: Keyspace) => readonly string[]): Promise<unknown> {
    return this.#within(namespaceId, (keyspace) =>
      askScript(this.#connections.pick(), script, { keys: keysOf(keyspace), values: [] }, this.#timeoutMs),
    );
  }

  #within<T>(namespaceId: number, work: (keyspace: Keyspace) => Promise<T>): Promise<T> {
    return this.#namespaces.within(namespaceId, this.#timeoutMs, work);
  }
}

const tooManyGroups = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_GROUPS",
  `the stream has ${MAX_GROUPS_PER_STREAM} groups, which is the most: drop those that are no longer used`,
);
