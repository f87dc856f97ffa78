/**
 * A backend for Prism in one file: KeyValue namespaces in a JSON file. Small enough to read in one go, and right; not fast.
 * Every batch takes a lock, reads the file, changes what it holds, writes it anew and renames it: so several workers, and
 * several gateways, may share it, and a batch is done as a whole or not at all.
 *
 *   backends: { mine: { type: plugin, module: ./file-backend.js, settings: { path: ./my-data.json } } }
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

export const backend = {
  contract: 1,
  name: "file",
  offers: {
    keyvalue: {
      durability: "process-crash",
      consistency: "strong",
      ordering: "none",
      abilities: ["compare-and-set", "transactions", "counters", "ttl", "ordered-scan", "idempotency"],
    },
  },
  settings: {
    path: { kind: "path", maxCharacters: 1024, summary: "The file with the data.", example: "./my-data.json" },
  },
  createKeyValueStore: (settings, _surroundings, prism) => new FileStore(settings.path, prism),
};

/** A lock older than this was left behind by a process that ended. */
const STALE_LOCK_MS = 5_000;

class FileStore {
  guarantees = {
    durability: "process-crash",
    atomicBatch: true,
    compareAndSet: true,
    ttl: true,
    consistency: "strong",
    orderedScan: true,
    counters: true,
    transactions: true,
    idempotency: "atomic",
  };
  findings = [];
  lanes = 1;
  maxBatchItems = 1_000;
  #path;
  #prism;
  /** Names of namespaces by the numbers that this store has given them. */
  #names = [];

  constructor(path, prism) {
    this.#path = path;
    this.#prism = prism;
  }

  async probe() {
    await this.#read();
  }

  stats() {
    return { connections: 0, maxConnections: 0 };
  }

  async close() {}

  namespaceOf(name) {
    const known = this.#names.indexOf(name);
    return known >= 0 ? known : this.#names.push(name) - 1;
  }

  async storeIdOf(namespaceId) {
    return await this.#change((data) => this.#spaceOf(data, namespaceId).id);
  }

  async isEmpty(namespaceId, nowMs) {
    const space = this.#spaceOf(await this.#read(), namespaceId);
    return [...space.items.values()].every((item) => isOver(item, nowMs));
  }

  async dropNamespace(storeId) {
    await this.#change((data) => {
      for (const [name, { id }] of data.spaces) if (id === storeId) data.spaces.delete(name);
    });
  }

  async getMany(items, nowMs) {
    const { Outcome } = this.#prism;
    const data = await this.#read();
    for (const item of items) {
      const found = find(this.#spaceOf(data, item.namespaceId), item.key, nowMs);
      item.outcome = found === undefined ? Outcome.ABSENT : Outcome.DONE;
      if (found === undefined) continue;
      item.version = found.version;
      item.expiresAtMs = found.expiresAtMs;
      if (item.wantsValue) item.value = Buffer.from(found.value, "base64");
    }
  }

  async writeMany(writes, nowMs) {
    await this.#change((data) => {
      for (const write of writes) this.#write(data, write, nowMs);
    });
  }

  async scan({ namespaceId, from, to, keysOnly, maxItems, maxBytes }, nowMs) {
    const space = this.#spaceOf(await this.#read(), namespaceId);
    const keys = [...space.items.keys()]
      .filter((key) => key >= from && (to === null || key < to) && !isOver(space.items.get(key), nowMs))
      .sort();
    const items = [];
    for (let bytes = 0; items.length < Math.min(keys.length, maxItems) && (items.length === 0 || bytes < maxBytes); ) {
      const key = keys[items.length];
      const { value, version, expiresAtMs } = space.items.get(key);
      const held = keysOnly ? "" : Buffer.from(value, "base64");
      items.push({ key, value: held, version, expiresAtMs });
      bytes += key.length + held.length;
    }
    return { items, more: items.length < keys.length };
  }

  async sweep(nowMs, maxItems) {
    return await this.#change((data) => {
      let removed = 0;
      for (const { items, remembered } of data.spaces.values()) {
        for (const map of [items, remembered]) {
          for (const [key, one] of map) {
            if (removed === maxItems || !isOver(one, nowMs)) continue;
            map.delete(key);
            removed++;
          }
        }
      }
      return removed;
    });
  }

  #write(data, write, nowMs) {
    const { Outcome } = this.#prism;
    const { items, idempotencyKey } = write;
    const space = this.#spaceOf(data, items[0].namespaceId);
    const fingerprint = Buffer.from(write.fingerprint).toString("base64");
    const known = idempotencyKey === "" ? undefined : space.remembered.get(idempotencyKey);
    if (known !== undefined && !isOver(known, nowMs)) {
      write.isKeyReused = known.fingerprint !== fingerprint;
      write.isReplay = !write.isKeyReused;
      if (write.isReplay) {
        for (const [i, { outcome, version, delta }] of known.told.entries()) {
          Object.assign(items[i], { outcome, version, delta: BigInt(delta) });
        }
      }
      return;
    }
    const before = write.isAtomic ? structuredClone(space.items) : null;
    for (const item of items) this.#do(data, space, item, nowMs);
    const isDone = ({ outcome }) => outcome === Outcome.DONE || outcome === Outcome.ABSENT;
    if (before !== null && !items.every(isDone)) {
      space.items = before;
      for (const item of items) if (item.outcome === Outcome.DONE) item.outcome = Outcome.ABORTED;
    }
    if (idempotencyKey === "" || !items.some(({ outcome }) => outcome === Outcome.DONE)) return;
    const told = items.map(({ outcome, version, delta }) => ({ outcome, version, delta: String(delta) }));
    space.remembered.set(idempotencyKey, { fingerprint, told, expiresAtMs: write.rememberUntilMs });
  }

  #do(data, space, item, nowMs) {
    const { ANY_VERSION, Failure, ItemAction, Outcome, addToCounter } = this.#prism;
    const found = find(space, item.key, nowMs);
    const version = found?.version ?? 0;
    if (item.ifVersion !== ANY_VERSION && item.ifVersion !== version) {
      item.outcome = Outcome.MISMATCH;
      item.version = version;
      return;
    }
    item.outcome = item.action === ItemAction.DELETE && found === undefined ? Outcome.ABSENT : Outcome.DONE;
    if (item.action === ItemAction.CHECK) return;
    if (item.action === ItemAction.DELETE) {
      space.items.delete(item.key);
      return;
    }
    let value = item.source.subarray(item.start, item.end);
    let { expiresAtMs } = item;
    if (item.action === ItemAction.INCREMENT) {
      const text = found === undefined ? null : Buffer.from(found.value, "base64").toString("latin1");
      const sum = addToCounter(text, item.delta);
      if (sum instanceof Failure) {
        item.outcome = Outcome.FAILED;
        item.failure = sum;
        return;
      }
      item.delta = sum;
      value = Buffer.from(String(sum));
      if (expiresAtMs === 0) expiresAtMs = found?.expiresAtMs ?? 0;
    }
    data.version++;
    item.version = data.version;
    space.items.set(item.key, { value: value.toString("base64"), version: data.version, expiresAtMs });
  }

  /** The namespace as it stands in the data; a new one when there is none. */
  #spaceOf(data, namespaceId) {
    const name = this.#names[namespaceId];
    if (!data.spaces.has(name)) data.spaces.set(name, { id: ++data.ids, items: new Map(), remembered: new Map() });
    return data.spaces.get(name);
  }

  async #read() {
    try {
      return JSON.parse(await readFile(this.#path, "utf8"), readMaps);
    } catch (error) {
      if (error.code === "ENOENT") return { version: 0, ids: 0, spaces: new Map() };
      const { Code, StoreError } = this.#prism;
      throw new StoreError(Code.UNAVAILABLE, "STORE_UNAVAILABLE", `${this.#path} cannot be read: look at the file`, {
        cause: error,
      });
    }
  }

  /** Changes the data, alone. */
  async #change(work) {
    const lock = `${this.#path}.lock`;
    while (!(await tryLock(lock))) await delay(1);
    try {
      const data = await this.#read();
      const result = work(data);
      await writeFile(`${this.#path}.new`, JSON.stringify(data, writeMaps));
      await rename(`${this.#path}.new`, this.#path);
      return result;
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
}

/** To make a folder succeeds for one of all who try. */
async function tryLock(lock) {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const since = await stat(lock).catch(() => null);
    if (since !== null && Date.now() - since.mtimeMs > STALE_LOCK_MS) await rm(lock, { recursive: true, force: true });
    return false;
  }
}

function find(space, key, nowMs) {
  const item = space.items.get(key);
  return item === undefined || isOver(item, nowMs) ? undefined : item;
}

function isOver({ expiresAtMs }, nowMs) {
  return expiresAtMs !== 0 && expiresAtMs <= nowMs;
}

/** Maps, so that a key may be any text, `__proto__` too. */
function writeMaps(_name, value) {
  return value instanceof Map ? { map: [...value] } : value;
}

function readMaps(_name, value) {
  return Array.isArray(value?.map) ? new Map(value.map) : value;
}
