import type { ConsumerInfo, StreamInfo } from "nats";
import { assert } from "../../../common/assert.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { NatsSettings } from "../../../config/backends/nats.ts";
import type { Finding, NetworkedStats, StoreSurroundings } from "../../networked-contract.ts";
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
import { callApi } from "../api.ts";
import { Dropping } from "../dropping.ts";
import type { Exchange } from "../exchange.ts";
import { Link } from "../link.ts";
import { Names } from "../names.ts";
import { inMemoryFinding, type KeptStream, probe } from "../probe.ts";
import { Registry, turnOf } from "../registry.ts";
import { keyOfToken } from "../subject-token.ts";
import { removeConsumer } from "./consumer.ts";
import { CoreReader, publishCore } from "./core-stream.ts";
import { type DeadLettersAt, listDead, removeDead, replayDead } from "./dead-letters.ts";
import { type Sent, sendMessages } from "./publisher.ts";
import { consumerName, NatsStreamGroup } from "./stream-group.ts";
import { type StreamPlace, StreamPlaces } from "./stream-places.ts";
import { NatsStreamReader } from "./stream-reader.ts";

/** Appends under way at one time: they go over one connection in order, and the next is sent while one is acknowledged. */
const APPEND_LANES = 4;
/** Drops that were not brought to an end are looked for so often. */
const SWEEP_EVERY_MS = 60_000;

/** Streams on JetStream. It does no I/O before it is asked for something. See ADR-039. */
export function createNatsStreamStore(settings: NatsSettings, surroundings: StoreSurroundings): NetworkedStreamStore {
  return new NatsStreamStore(settings, surroundings);
}

class NatsStreamStore implements NetworkedStreamStore {
  readonly appendLanes = APPEND_LANES;
  guarantees: StreamGuarantees = {
    durability: "none",
    ordering: "stream",
    idempotency: "window",
    groups: true,
    attempts: "durable",
    replay: true,
    retention: "time-and-bytes",
  };
  findings: readonly Finding[] = [];
  readonly #settings: NatsSettings;
  readonly #surroundings: StoreSurroundings;
  readonly #names: Names;
  readonly #link: Link;
  readonly #registry: Registry;
  readonly #places: StreamPlaces;
  readonly #dropping: Dropping;
  /** By stream and group: the handles that are open, and deliveries that nobody has seen. */
  readonly #groups = new Map<string, { handles: Set<NatsStreamGroup>; unseen: Map<number, number> }>();
  #nextSweepMs = 0;
  /** Resolves when the batch before is sent. */
  #sending: Promise<void> = Promise.resolve();

  constructor(settings: NatsSettings, surroundings: StoreSurroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#names = new Names(settings.prefix, settings.domain);
    this.#link = new Link(settings, surroundings, "stream");
    this.#registry = new Registry(this.#names, { ...settings, turnMs: turnOf(surroundings, "stream") });
    this.#places = new StreamPlaces({ names: this.#names, registry: this.#registry, settings }, this.#heed);
    this.#dropping = new Dropping(this.#names, this.#registry);
  }

  async probe(timeoutMs: number): Promise<void> {
    const exchange = await this.#link.open(timeoutMs);
    const streams = [...this.#places.all()];
    const { names, registry, settings } = { names: this.#names, registry: this.#registry, settings: this.#settings };
    const { durability, findings } = await probe(exchange, { names, registry, settings, streams, timeoutMs });
    this.guarantees = { ...this.guarantees, durability };
    this.findings = findings;
  }

  stats(): NetworkedStats & { readonly bytes: number } {
    return { connections: this.#link.isConnected ? 1 : 0, maxConnections: 1, bytes: -1 };
  }

  /** Leases end with it, so that other gateways deliver at once what this one had. */
  async close(): Promise<void> {
    const handles = [...this.#groups.values()].flatMap((group) => [...group.handles]);
    await Promise.all(handles.map((handle) => handle.close()));
    await this.#link.close();
  }

  /** One that was made with other settings than today's may be kept otherwise than was found. */
  readonly #heed = (kept: KeptStream): void => {
    if (kept.isFile || this.guarantees.durability === "none") return;
    this.guarantees = { ...this.guarantees, durability: "none" };
    this.findings = [...this.findings, inMemoryFinding];
  };

  openStream(spec: StreamSpec): number {
    return this.#places.open(spec);
  }

  async storeIdOf(namespaceId: number): Promise<number> {
    if (this.#places.coreSubject(namespaceId) !== null) return this.#places.numberOf(await this.#open(), namespaceId);
    // Another gateway may have dropped it, and this is not asked often.
    this.#places.forget(namespaceId);
    return (await this.#at(namespaceId)).place.id;
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    if (this.#places.coreSubject(namespaceId) !== null) return true;
    const { exchange, api, place, timeoutMs } = await this.#at(namespaceId);
    const infoOf = (stream: string) =>
      callApi<StreamInfo>(exchange, { subject: `${api}.STREAM.INFO.${stream}`, timeoutMs, isRead: true });
    const infos = await Promise.all([infoOf(place.stream), infoOf(place.deadStream)]);
    return infos.every(({ state }) => state.messages === 0);
  }

  async dropStream(storeId: number): Promise<void> {
    const exchange = await this.#open();
    this.#places.forgetNumber(storeId);
    await this.#dropping.drop(exchange, storeId, this.#timeoutMs);
    for (const [key, { handles }] of this.#groups) {
      if (!key.startsWith(`${storeId} `)) continue;
      for (const handle of handles) handle.abandon();
      this.#groups.delete(key);
    }
  }

  /** Batches are sent in the order of the calls, also while the first of them looks for its stream. */
  async appendMany(messages: readonly NewMessage[]): Promise<void> {
    const sending = this.#sending.then(() => this.#send(messages));
    this.#sending = sending.then(
      () => undefined,
      () => undefined,
    );
    try {
      await (await sending).acknowledged;
    } catch (error) {
      if (isAway(error)) for (const { namespaceId } of messages) this.#places.forget(namespaceId);
      throw error;
    }
  }

  async openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader> {
    const subject = this.#places.coreSubject(namespaceId);
    if (subject !== null) {
      const { nowMs, onProblem } = this.#surroundings;
      const parts = { link: this.#link, subject, timeoutMs: this.#timeoutMs, nowMs, onReady, onProblem };
      return CoreReader.open(parts, start);
    }
    const { api, place, timeoutMs } = await this.#at(namespaceId);
    return NatsStreamReader.open({ link: this.#link, api, place, timeoutMs, onReady }, start);
  }

  async openGroup(namespaceId: number, group: string, start: StreamStart, onReady: () => void): Promise<StreamGroup> {
    const { api, place, timeoutMs } = await this.#at(namespaceId);
    const { onProblem } = this.#surroundings;
    const key = `${place.id} ${group}`;
    const { handles, unseen } = this.#groups.get(key) ?? { handles: new Set(), unseen: new Map() };
    this.#groups.set(key, { handles, unseen });
    const onClosed = () => handles.delete(handle);
    const parts = { link: this.#link, api, place, group, timeoutMs, onReady, onProblem, unseen, onClosed };
    const handle: NatsStreamGroup = await NatsStreamGroup.open(parts, start);
    handles.add(handle);
    return handle;
  }

  async listGroups(namespaceId: number): Promise<readonly string[]> {
    if (this.#places.coreSubject(namespaceId) !== null) return [];
    const { exchange, api, place, timeoutMs } = await this.#at(namespaceId);
    const groups: string[] = [];
    for (let offset = 0; ; ) {
      const subject = `${api}.CONSUMER.LIST.${place.stream}`;
      const call = { subject, body: { offset }, timeoutMs, isRead: true };
      const page = await callApi<{ consumers: ConsumerInfo[] | null; total: number }>(exchange, call);
      const consumers = page.consumers ?? [];
      for (const { config } of consumers) {
        const group = config.durable_name === undefined ? null : keyOfToken(config.description ?? "");
        if (group !== null) groups.push(group);
      }
      offset += consumers.length;
      if (consumers.length === 0 || offset >= page.total) return groups.sort();
    }
  }

  async dropGroup(namespaceId: number, group: string): Promise<void> {
    if (this.#places.coreSubject(namespaceId) !== null) return;
    const { exchange, api, place, timeoutMs } = await this.#at(namespaceId);
    await removeConsumer(exchange, { api, stream: place.stream, name: consumerName(group), timeoutMs });
    const key = `${place.id} ${group}`;
    for (const handle of this.#groups.get(key)?.handles ?? []) handle.abandon();
    this.#groups.delete(key);
  }

  async listDead(
    namespaceId: number,
    group: string,
    afterId: string,
    bounds: TakeBounds,
  ): Promise<readonly DeadLetter[]> {
    if (this.#places.coreSubject(namespaceId) !== null) return [];
    return listDead(await this.#at(namespaceId), { group, afterId, bounds });
  }

  async replayDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    if (this.#places.coreSubject(namespaceId) !== null) return 0;
    return replayDead(await this.#at(namespaceId), ids);
  }

  async removeDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    if (this.#places.coreSubject(namespaceId) !== null) return 0;
    return removeDead(await this.#at(namespaceId), ids);
  }

  /** Retention is the server's own. */
  async sweep(nowMs: number): Promise<number> {
    if (nowMs < this.#nextSweepMs) return 0;
    const exchange = await this.#open();
    await this.#registry.ensure(exchange, this.#timeoutMs);
    this.#nextSweepMs = nowMs + SWEEP_EVERY_MS;
    return this.#dropping.goOn(exchange, this.#timeoutMs);
  }

  async #send(messages: readonly NewMessage[]): Promise<Sent> {
    const exchange = await this.#open();
    const subject = this.#places.coreSubject(messages[0]?.namespaceId ?? 0);
    if (subject !== null) {
      // A batch is of one stream.
      assert(
        messages.every(({ namespaceId }) => namespaceId === messages[0]?.namespaceId),
        "a batch is of one stream",
      );
      return { acknowledged: publishCore(exchange, { subject, messages, timeoutMs: this.#timeoutMs }) };
    }
    const places: StreamPlace[] = [];
    for (const { namespaceId } of messages)
      places.push(this.#places.known(namespaceId) ?? (await this.#places.placeOf(exchange, namespaceId)));
    return sendMessages(exchange, { names: this.#names, places, messages, timeoutMs: this.#timeoutMs });
  }

  get #timeoutMs(): number {
    return this.#settings.requestTimeoutMs;
  }

  #open(): Promise<Exchange> {
    return this.#link.open(this.#timeoutMs);
  }

  async #at(namespaceId: number): Promise<DeadLettersAt> {
    const exchange = await this.#open();
    const place = await this.#places.placeOf(exchange, namespaceId);
    return { exchange, api: this.#names.api, place, timeoutMs: this.#timeoutMs };
  }
}

/** Nobody answered for the stream: it may have been dropped by another gateway. */
function isAway(error: unknown): boolean {
  return error instanceof PrismError && /^STORE_(UNAVAILABLE|TIMEOUT|MISSING)$/.test(error.failure.reason);
}
