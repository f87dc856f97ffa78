import type { StreamConfig } from "nats";
import { assert } from "../../../common/assert.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { NatsSettings } from "../../../config/backends/nats.ts";
import type { StreamSpec } from "../../stream-contract.ts";
import { isApiError, tryApi } from "../api.ts";
import { ensureStream, type NewStream } from "../ensure-stream.ts";
import { STREAM_NOT_FOUND, streamMissing } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Names } from "../names.ts";
import { type KeptStream, keptAs } from "../probe.ts";
import type { Registry } from "../registry.ts";
import { notKept } from "./core-stream.ts";

/** Where the messages of a namespace are. */
export interface StreamPlace extends KeptStream {
  /** The number that stands for it in the server. */
  readonly id: number;
  readonly stream: string;
  readonly messages: string;
  readonly deadStream: string;
  /** What the subjects of its dead letters begin with. */
  readonly dead: string;
}

interface Entry {
  spec: StreamSpec;
  place: StreamPlace | null;
  lastId: number;
}

const NS_PER_MS = 1_000_000;

/** The streams of the namespaces, with one for the dead letters of each; made when they are first needed. */
export class StreamPlaces {
  readonly #names: Names;
  readonly #registry: Registry;
  readonly #settings: NatsSettings;
  readonly #onOpened: (place: StreamPlace) => void;
  readonly #entries: Entry[] = [];
  readonly #byName = new Map<string, number>();

  /** @param onOpened hears of each stream that is opened. */
  constructor(
    parts: { names: Names; registry: Registry; settings: NatsSettings },
    onOpened: (place: StreamPlace) => void,
  ) {
    this.#names = parts.names;
    this.#registry = parts.registry;
    this.#settings = parts.settings;
    this.#onOpened = onOpened;
  }

  /** Opened again with other settings, it is changed when it is used next. */
  open(spec: StreamSpec): number {
    let id = this.#byName.get(spec.name);
    if (id === undefined) {
      id = this.#entries.push({ spec, place: null, lastId: 0 }) - 1;
      this.#byName.set(spec.name, id);
    } else {
      const entry = this.#entry(id);
      entry.spec = spec;
      entry.place = null;
    }
    return id;
  }

  specOf(namespaceId: number): StreamSpec {
    return this.#entry(namespaceId).spec;
  }

  /** The subject of a stream that is not kept; null when it is. */
  coreSubject(namespaceId: number): string | null {
    const { keep, name } = this.#entry(namespaceId).spec;
    return keep === "core" ? this.#names.core(name) : null;
  }

  /** The number of a stream that is not kept: there is nothing to make. */
  numberOf(exchange: Exchange, namespaceId: number): Promise<number> {
    const subject = this.#names.entry("stream", this.specOf(namespaceId).name);
    return this.#registry.open(exchange, subject, async () => {}, this.#settings.requestTimeoutMs);
  }

  known(namespaceId: number): StreamPlace | null {
    return this.#entry(namespaceId).place;
  }

  async placeOf(exchange: Exchange, namespaceId: number): Promise<StreamPlace> {
    const entry = this.#entry(namespaceId);
    if (entry.place !== null) return entry.place;
    if (entry.spec.keep === "core") throw new PrismError(notKept, { source: "backend" });
    const timeoutMs = this.#settings.requestTimeoutMs;
    let made: StreamPlace | null = null;
    let isGone = false;
    const make = async (id: number): Promise<void> => {
      // The same namespace as before, and its stream is gone: somebody removed it behind the gateway's back.
      isGone = id === entry.lastId && !(await this.#exists(exchange, id, timeoutMs));
      made = await this.#make(exchange, id, entry.spec, timeoutMs);
    };
    const subject = this.#names.entry("stream", entry.spec.name);
    entry.lastId = await this.#registry.open(exchange, subject, make, timeoutMs);
    entry.place = made;
    if (made !== null) this.#onOpened(made);
    if (made === null || isGone) throw streamMissing(this.#names.stream(entry.lastId));
    return made;
  }

  forget(namespaceId: number): void {
    this.#entry(namespaceId).place = null;
  }

  /** Forgets the number; returns the namespaces that had it. */
  forgetNumber(id: number): number[] {
    const had: number[] = [];
    for (const [namespaceId, entry] of this.#entries.entries()) {
      if (entry.place?.id !== id) continue;
      entry.place = null;
      had.push(namespaceId);
    }
    return had;
  }

  *all(): Iterable<StreamPlace> {
    for (const { place } of this.#entries) if (place !== null) yield place;
  }

  async #exists(exchange: Exchange, id: number, timeoutMs: number): Promise<boolean> {
    const subject = `${this.#names.api}.STREAM.INFO.${this.#names.stream(id)}`;
    const answer = await tryApi<unknown>(exchange, { subject, timeoutMs, isRead: true });
    return !isApiError(answer) || answer.error.err_code !== STREAM_NOT_FOUND;
  }

  async #make(exchange: Exchange, id: number, spec: StreamSpec, timeoutMs: number): Promise<StreamPlace> {
    const { storage, duplicateWindowMs } = this.#settings;
    const bounds = {
      storage,
      num_replicas: spec.replicas,
      max_age: spec.retentionMs * NS_PER_MS,
      max_bytes: spec.maxBytes === 0 ? -1 : spec.maxBytes,
      // The server takes no window longer than what it keeps.
      duplicate_window: Math.min(duplicateWindowMs, spec.retentionMs || duplicateWindowMs) * NS_PER_MS,
      discard: "old",
    };
    const names = this.#names;
    const place = {
      id,
      stream: names.stream(id),
      messages: names.messages(id),
      deadStream: names.deadStream(id),
      dead: names.dead(id),
    };
    const of = `of the namespace ${spec.name}`;
    const made: readonly object[] = [
      { ...bounds, name: place.stream, subjects: [place.messages], description: `Prism: the messages ${of}` },
      { ...bounds, name: place.deadStream, subjects: [`${place.dead}>`], description: `Prism: the dead letters ${of}` },
    ];
    const configs: StreamConfig[] = [];
    for (const wanted of made) configs.push(await ensureStream(exchange, names.api, wanted as NewStream, timeoutMs));
    return { ...place, ...keptAs(configs[0] as StreamConfig) };
  }

  #entry(namespaceId: number): Entry {
    const entry = this.#entries[namespaceId];
    assert(entry !== undefined, "a stream's number is one that openStream gave");
    return entry;
  }
}
