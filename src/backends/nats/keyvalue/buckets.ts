import { assert } from "../../../common/assert.ts";
import { isApiError, tryApi } from "../api.ts";
import { ensureStream } from "../ensure-stream.ts";
import { STREAM_NOT_FOUND, streamMissing } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Names } from "../names.ts";
import { type KeptStream, keptAs } from "../probe.ts";
import type { Registry } from "../registry.ts";

/** Where the items of a namespace are. */
export interface Bucket extends KeptStream {
  /** The number that stands for the namespace in the server. */
  readonly id: number;
  readonly stream: string;
  /** What the subject of each key begins with. */
  readonly keys: string;
  /**
   * Whether items are read straight from the server's store, as bytes. Only where there is one replica: others answer as
   * well, and may not have the last write yet. Otherwise the leader is asked, which packs them in JSON.
   */
  readonly isDirect: boolean;
}

export interface BucketOptions {
  readonly storage: "file" | "memory";
  readonly replicas: number;
  /** Hears of each bucket that is opened. */
  readonly onOpened: (bucket: Bucket) => void;
}

interface Place {
  readonly name: string;
  bucket: Bucket | null;
  /** The number of the bucket that was there last in this process. */
  lastId: number;
}

/** The buckets of the namespaces, each a stream of its own, made when it is first needed. */
export class Buckets {
  readonly #names: Names;
  readonly #registry: Registry;
  readonly #options: BucketOptions;
  readonly #places: Place[] = [];
  readonly #byName = new Map<string, number>();

  constructor(names: Names, registry: Registry, options: BucketOptions) {
    this.#names = names;
    this.#registry = registry;
    this.#options = options;
  }

  namespaceOf(name: string): number {
    let id = this.#byName.get(name);
    if (id === undefined) {
      id = this.#places.push({ name, bucket: null, lastId: 0 }) - 1;
      this.#byName.set(name, id);
    }
    return id;
  }

  /** The bucket, if it is known. */
  known(namespaceId: number): Bucket | null {
    return this.#place(namespaceId).bucket;
  }

  async bucketOf(exchange: Exchange, namespaceId: number, timeoutMs: number): Promise<Bucket> {
    const place = this.#place(namespaceId);
    if (place.bucket !== null) return place.bucket;
    let made: Bucket | null = null;
    let isGone = false;
    const make = async (id: number): Promise<void> => {
      // The same namespace as before, and its stream is gone: somebody removed it behind the gateway's back.
      isGone = id === place.lastId && !(await this.exists(exchange, id, timeoutMs));
      made = await this.#make(exchange, id, place.name, timeoutMs);
    };
    place.lastId = await this.#registry.open(exchange, this.#names.entry("kv", place.name), make, timeoutMs);
    place.bucket = made;
    if (made !== null) this.#options.onOpened(made);
    if (made === null || isGone) throw streamMissing(this.#names.bucket(place.lastId));
    return made;
  }

  /** All buckets that are known. */
  *all(): Iterable<Bucket> {
    for (const { bucket } of this.#places) if (bucket !== null) yield bucket;
  }

  /** Looks again when it is needed next: nobody answered for this namespace, so it may have been dropped. */
  forget(namespaceId: number): void {
    this.#place(namespaceId).bucket = null;
  }

  forgetNumber(id: number): void {
    for (const place of this.#places) if (place.bucket?.id === id) place.bucket = null;
  }

  async exists(exchange: Exchange, id: number, timeoutMs: number): Promise<boolean> {
    const subject = `${this.#names.api}.STREAM.INFO.${this.#names.bucket(id)}`;
    const answer = await tryApi<unknown>(exchange, { subject, timeoutMs, isRead: true });
    return !isApiError(answer) || answer.error.err_code !== STREAM_NOT_FOUND;
  }

  async #make(exchange: Exchange, id: number, name: string, timeoutMs: number): Promise<Bucket> {
    const { storage, replicas } = this.#options;
    const wanted = {
      name: this.#names.bucket(id),
      subjects: [`${this.#names.keys(id)}>`],
      description: `Prism: the items of the namespace ${name}`,
      storage,
      num_replicas: replicas,
      max_msgs_per_subject: 1,
      discard: "new",
      allow_direct: replicas === 1,
      allow_rollup_hdrs: true,
    } as Parameters<typeof ensureStream>[2];
    const config = await ensureStream(exchange, this.#names.api, wanted, timeoutMs);
    return {
      id,
      stream: config.name,
      keys: this.#names.keys(id),
      isDirect: config.allow_direct && config.num_replicas === 1,
      ...keptAs(config),
    };
  }

  #place(namespaceId: number): Place {
    const place = this.#places[namespaceId];
    assert(place !== undefined, "a namespace's number is one that namespaceOf gave");
    return place;
  }
}
