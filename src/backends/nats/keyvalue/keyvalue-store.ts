import { assert } from "../../../common/assert.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { NatsSettings } from "../../../config/backends/nats.ts";
import { ItemAction, type KeyValueItem, Outcome, type ScanPage, type ScanQuery } from "../../contract.ts";
import type {
  Finding,
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
  NetworkedStats,
  StoreSurroundings,
} from "../../networked-contract.ts";
import { infoOfStream } from "../api.ts";
import { Dropping } from "../dropping.ts";
import { noResponders } from "../errors.ts";
import type { Exchange, Round } from "../exchange.ts";
import { Link } from "../link.ts";
import { Marks } from "../marks.ts";
import { Names } from "../names.ts";
import { inMemoryFinding, type KeptStream, probe } from "../probe.ts";
import { Registry, turnOf } from "../registry.ts";
import { type Bucket, Buckets } from "./buckets.ts";
import { ItemScanner } from "./item-scanner.ts";
import { askForItem, isLive, MAX_HEADER_BYTES, ReadWindow, readItem, type StoredItem } from "./stored-item.ts";
import { Sweeper } from "./sweeper.ts";
import { WriteRun } from "./write-run.ts";

/** Batches under way at one time: they share the connection, and more of them only make each wait. */
const LANES = 4;
/** Items of one batch: some hundred kilobytes of small ones. */
const MAX_BATCH_ITEMS = 1_024;

/** How often a namespace is looked for whose stream is not there: it may have been dropped, and another one may just be being made. */
const MAX_FINDS = 3;

/** A key-value store on JetStream. It does no I/O before it is asked for something. See ADR-036 for the layout. */
export function createNatsKeyValueStore(
  settings: NatsSettings,
  surroundings: StoreSurroundings,
): NetworkedKeyValueStore {
  return new NatsKeyValueStore(settings, surroundings);
}

class NatsKeyValueStore implements NetworkedKeyValueStore {
  readonly lanes = LANES;
  readonly maxBatchItems = MAX_BATCH_ITEMS;
  guarantees: NetworkedKeyValueGuarantees;
  findings: readonly Finding[] = [];
  readonly #settings: NatsSettings;
  readonly #names: Names;
  readonly #link: Link;
  readonly #registry: Registry;
  readonly #buckets: Buckets;
  readonly #dropping: Dropping;
  readonly #expiring: Marks;
  readonly #sweeper: Sweeper;
  readonly #scanner: ItemScanner;
  readonly #window = new ReadWindow();

  readonly #random: () => number;

  constructor(settings: NatsSettings, surroundings: StoreSurroundings) {
    this.#settings = settings;
    this.#names = new Names(settings.prefix, settings.domain);
    this.#random = surroundings.random;
    this.#link = new Link(settings, surroundings, "keyvalue");
    this.#link.onLost = () => this.#window.shrink();
    this.#registry = new Registry(this.#names, { ...settings, turnMs: turnOf(surroundings, "keyvalue") });
    this.#buckets = new Buckets(this.#names, this.#registry, { ...settings, onOpened: this.#heed });
    this.#dropping = new Dropping(this.#names, this.#registry);
    this.#expiring = new Marks(this.#names, "ttl");
    this.#sweeper = new Sweeper({
      names: this.#names,
      registry: this.#registry,
      dropping: this.#dropping,
      expiring: this.#expiring,
    });
    this.#scanner = new ItemScanner(this.#names, this.#window);
    this.guarantees = {
      durability: "none",
      atomicBatch: false,
      compareAndSet: true,
      ttl: true,
      consistency: "strong",
      orderedScan: true,
      counters: true,
      // JetStream 2.9 has no write to several subjects, and none that keeps an idempotency key as long as is declared.
      transactions: false,
      idempotency: "none",
    };
  }

  get maxItemBytes(): number {
    return this.#link.maxPayload - MAX_HEADER_BYTES;
  }

  async probe(timeoutMs: number): Promise<void> {
    const exchange = await this.#link.open(timeoutMs);
    const streams = [...this.#buckets.all()];
    const { names, registry, settings } = { names: this.#names, registry: this.#registry, settings: this.#settings };
    const { durability, findings } = await probe(exchange, { names, registry, settings, streams, timeoutMs });
    this.guarantees = { ...this.guarantees, durability };
    this.findings = findings;
  }

  stats(): NetworkedStats {
    return { connections: this.#link.isConnected ? 1 : 0, maxConnections: 1 };
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  /** One that was made with other settings than today's may be kept otherwise than was found. */
  readonly #heed = (kept: KeptStream): void => {
    if (kept.isFile || this.guarantees.durability === "none") return;
    this.guarantees = { ...this.guarantees, durability: "none" };
    this.findings = [...this.findings, inMemoryFinding];
  };

  namespaceOf(name: string): number {
    return this.#buckets.namespaceOf(name);
  }

  async storeIdOf(namespaceId: number, timeoutMs: number): Promise<number> {
    const exchange = await this.#link.open(timeoutMs);
    // Another gateway may have dropped it, and this is not asked often.
    this.#buckets.forget(namespaceId);
    return (await this.#buckets.bucketOf(exchange, namespaceId, timeoutMs)).id;
  }

  async isEmpty(namespaceId: number, nowMs: number, timeoutMs: number): Promise<boolean> {
    const query = { namespaceId, from: "", to: null, keysOnly: true, maxItems: 1, maxBytes: 1 };
    const isUnused = async (exchange: Exchange) => {
      const { stream } = await this.#buckets.bucketOf(exchange, namespaceId, timeoutMs);
      const subject = `${this.#names.api}.STREAM.INFO.${stream}`;
      return (await infoOfStream(exchange, { subject, timeoutMs, isRead: true })).state.messages === 0;
    };
    if (await this.#find([query], isUnused, timeoutMs)) return true;
    return (await this.scan(query, nowMs, timeoutMs)).items.length === 0;
  }

  async dropNamespace(storeId: number, timeoutMs: number): Promise<void> {
    const exchange = await this.#link.open(timeoutMs);
    this.#buckets.forgetNumber(storeId);
    await this.#dropping.drop(exchange, storeId, timeoutMs);
  }

  async getMany(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void> {
    await this.#find(
      items,
      async (exchange) => {
        const buckets = await this.#bucketsOf(exchange, items, timeoutMs);
        const round: Round = exchange.round({
          timeoutMs,
          isRead: true,
          window: this.#window.requests,
          onReply: (slot, msg) => {
            this.#window.saw(msg.data.length);
            complete(items[slot] as KeyValueItem, readItem(msg, buckets[slot] as Bucket), nowMs);
          },
          onSilence: () => {
            void this.#missing(exchange, buckets, timeoutMs).then((gone) => {
              if (gone.size > 0) round.fail(noResponders());
            });
          },
        });
        for (let slot = 0; slot < items.length; slot++)
          askForItem(round, slot, this.#names, buckets[slot] as Bucket, (items[slot] as KeyValueItem).key);
        await round.answered();
      },
      timeoutMs,
    );
  }

  async writeMany(writes: readonly KeyValueWrite[], nowMs: number, timeoutMs: number): Promise<void> {
    let left: KeyValueItem[] = [];
    for (const write of writes) {
      assert(!write.isAtomic || write.items.length === 1, "transactions are not among the guarantees of NATS");
      assert(write.idempotencyKey === "", "idempotency keys are not among the guarantees of NATS");
      for (const item of write.items) left.push(item);
    }
    const all = left.length;
    for (let attempt = 1; attempt <= MAX_FINDS; attempt++) {
      const exchange = await this.#link.open(timeoutMs);
      const items = left;
      const buckets = await this.#bucketsOf(exchange, items, timeoutMs);
      const isFull = !(await this.#markAsExpiring(exchange, items, buckets, timeoutMs));
      const random = this.#random;
      const missing = (of: readonly Bucket[]) => this.#missing(exchange, of, timeoutMs);
      const names = this.#names;
      const run = new WriteRun({ exchange, names, buckets, items, nowMs, timeoutMs, isFull, random, missing });
      await run.done();
      left = run.unheard;
      if (left.length === 0) return;
      for (const { namespaceId } of left) this.#buckets.forget(namespaceId);
    }
    if (left.length === all) throw noResponders();
    for (const item of left) {
      item.outcome = Outcome.FAILED;
      item.failure = noResponders().failure;
    }
  }

  async scan(query: ScanQuery, nowMs: number, timeoutMs: number): Promise<ScanPage> {
    return this.#find(
      [query],
      async (exchange) => {
        const bucket = await this.#buckets.bucketOf(exchange, query.namespaceId, timeoutMs);
        return this.#scanner.scan(exchange, bucket, query, { nowMs, timeoutMs });
      },
      timeoutMs,
    );
  }

  async sweep(nowMs: number, maxItems: number, timeoutMs: number): Promise<number> {
    const exchange = await this.#link.open(timeoutMs);
    this.#scanner.forget();
    return this.#sweeper.step(exchange, { nowMs, maxItems, timeoutMs });
  }

  /**
   * Before items that end, and tombstones, are in a bucket, so that it is looked through for them. Returns whether there was room for the
   * marks: deletes can do without.
   */
  async #markAsExpiring(
    exchange: Exchange,
    items: readonly KeyValueItem[],
    buckets: readonly Bucket[],
    timeoutMs: number,
  ): Promise<boolean> {
    let isRoom = true;
    for (let i = 0; i < items.length; i++) {
      const { action, expiresAtMs } = items[i] as KeyValueItem;
      if (expiresAtMs === 0 && action !== ItemAction.DELETE) continue;
      try {
        await this.#expiring.make(exchange, (buckets[i] as Bucket).id, timeoutMs);
      } catch (error) {
        const isFull = error instanceof PrismError && error.failure.reason === "STORE_FULL";
        if (!isFull || expiresAtMs !== 0) throw error;
        isRoom = false;
      }
    }
    return isRoom;
  }

  /** The buckets of a batch, which are mostly one and known. */
  async #bucketsOf(exchange: Exchange, items: readonly KeyValueItem[], timeoutMs: number): Promise<Bucket[]> {
    const buckets: Bucket[] = [];
    for (const { namespaceId } of items)
      buckets.push(
        this.#buckets.known(namespaceId) ?? (await this.#buckets.bucketOf(exchange, namespaceId, timeoutMs)),
      );
    return buckets;
  }

  /**
   * Reads; when the stream behind a namespace turns out not to be there, looks for it again: another gateway may have dropped
   * the namespace, and its name stands for a new one.
   */
  async #find<T>(
    of: readonly { readonly namespaceId: number }[],
    read: (exchange: Exchange) => Promise<T>,
    timeoutMs: number,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const exchange = await this.#link.open(timeoutMs);
      try {
        return await read(exchange);
      } catch (error) {
        const reason = error instanceof PrismError ? error.failure.reason : "";
        if (reason !== "STORE_UNAVAILABLE" && reason !== "STORE_TIMEOUT") throw error;
        for (const { namespaceId } of of) this.#buckets.forget(namespaceId);
        if (reason === "STORE_TIMEOUT" || attempt === MAX_FINDS || !exchange.isOpen) throw error;
      }
    }
  }

  /** Those whose streams are not in the server. */
  async #missing(exchange: Exchange, buckets: readonly Bucket[], timeoutMs: number): Promise<ReadonlySet<Bucket>> {
    const gone = new Set<Bucket>();
    for (const bucket of new Set(buckets)) {
      const isThere = await this.#buckets.exists(exchange, bucket.id, timeoutMs).catch(() => true);
      if (!isThere) gone.add(bucket);
    }
    return gone;
  }
}

function complete(item: KeyValueItem, stored: StoredItem | null, nowMs: number): void {
  item.outcome = Outcome.ABSENT;
  if (!isLive(stored, nowMs)) return;
  item.outcome = Outcome.DONE;
  item.version = stored.sequence;
  item.expiresAtMs = stored.expiresAtMs;
  item.value = item.wantsValue ? stored.value : "";
}
