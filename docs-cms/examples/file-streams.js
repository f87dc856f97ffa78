/**
 * A backend for Prism in two files: streams, each in a file of its own to which a line is added for all that happens: messages,
 * what groups were given and have done, dead letters. The state is what the lines say, read when the stream is first used, so
 * a line is written before anything it says is true. Small enough to read in one go, and right; not for large streams,
 * for it has them in memory and keeps them for ever, and not for several gateways.
 *
 *   backends: { mine: { type: plugin, module: ./file-streams.js, settings: { folder: ./my-streams } } }
 */
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GroupMember, Stream, textOf, within } from "./file-streams-log.js";

export const backend = {
  contract: 1,
  name: "file-streams",
  offers: {
    stream: {
      durability: "process-crash",
      consistency: "strong",
      ordering: "stream",
      abilities: ["groups", "replay", "durable-attempts"],
    },
  },
  settings: {
    folder: { kind: "path", maxCharacters: 1024, summary: "The folder with the streams.", example: "./my-streams" },
  },
  createStreamStore: (settings, surroundings, prism) => new FileStreams(settings.folder, surroundings, prism),
};

const REPLAY_GROUP = "prism-replay-group";

class FileStreams {
  guarantees = {
    durability: "process-crash",
    ordering: "stream",
    idempotency: "none",
    groups: true,
    attempts: "durable",
    replay: true,
    retention: "none",
  };
  findings = [];
  appendLanes = 1;
  #folder;
  #surroundings;
  #nowMs;
  #prism;
  /** Names by the numbers that this store has given them. */
  #names = [];
  #streams = new Map();

  constructor(folder, surroundings, prism) {
    this.#folder = folder;
    this.#surroundings = surroundings;
    this.#nowMs = surroundings.nowMs;
    this.#prism = prism;
  }

  stats = () => ({ bytes: -1 });
  sweep = async () => 0;

  async close() {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  openStream({ name }) {
    const known = this.#names.indexOf(name);
    return known >= 0 ? known : this.#names.push(name) - 1;
  }

  storeIdOf = async (namespaceId) => this.#streamOf(namespaceId).id;

  async isEmpty(namespaceId) {
    const { messages, dead } = this.#streamOf(namespaceId);
    return messages.length === 0 && dead.size === 0;
  }

  /** What is left is an empty file, so that no other stream gets the number. */
  async dropStream(storeId) {
    if (!this.#numbers().includes(storeId)) return;
    this.#tryFile(() => truncateSync(this.#fileOf(storeId)));
    for (const [name, stream] of this.#streams) {
      if (stream.id !== storeId) continue;
      stream.close();
      this.#streams.delete(name);
    }
  }

  async appendMany(messages) {
    const { Outcome } = this.#prism;
    const publishedMs = this.#nowMs();
    for (const namespaceId of new Set(messages.map((message) => message.namespaceId))) {
      const stream = this.#streamOf(namespaceId);
      const own = messages.filter((message) => message.namespaceId === namespaceId);
      const first = stream.messages.length + 1;
      stream.write(own.map(({ key, value, headers }) => ["append", key, base64Of(value), headers, publishedMs]));
      for (const [i, message] of own.entries()) {
        message.outcome = Outcome.DONE;
        message.position = textOf(first + i);
      }
    }
  }

  async openReader(namespaceId, start, onReady) {
    const stream = this.#streamOf(namespaceId);
    let next = this.#placeOf(stream, start);
    stream.listeners.add(onReady);
    return {
      take: async (bounds) => {
        const taken = within(bounds, stream.messages.slice(next - 1, next - 1 + bounds.maxItems));
        next += taken.length;
        return taken.map((message) => ({ ...message, attempt: 0, lease: "" }));
      },
      after: () => (next === 1 ? "" : textOf(next - 1)),
      close: async () => {
        stream.listeners.delete(onReady);
      },
    };
  }

  async openGroup(namespaceId, name, start, onReady) {
    const stream = this.#streamOf(namespaceId);
    if (!stream.groups.has(name)) stream.write([["group", name, this.#placeOf(stream, start)]]);
    const parts = { name, onReady, prism: this.#prism, ...this.#surroundings };
    return new GroupMember(stream, { ...parts, placeOf: (to) => this.#placeOf(stream, to) });
  }

  listGroups = async (namespaceId) => [...this.#streamOf(namespaceId).groups.keys()];

  async dropGroup(namespaceId, name) {
    const stream = this.#streamOf(namespaceId);
    if (stream.groups.has(name)) stream.write([["drop-group", name]]);
  }

  async listDead(namespaceId, group, afterId, bounds) {
    const { deadLetterNumber, readDeadLetterPlace } = this.#prism;
    const after = readDeadLetterPlace(afterId, 0, deadLetterNumber);
    const letters = [...this.#streamOf(namespaceId).dead.values()].filter(
      (letter) => Number(letter.id) > after && (group === "" || letter.group === group),
    );
    const messages = within(
      bounds,
      letters.map(({ message }) => message),
    );
    return letters.slice(0, messages.length);
  }

  async replayDead(namespaceId, ids) {
    const publishedMs = this.#nowMs();
    return this.#changeDead(namespaceId, ids, ({ group, message }) => {
      const headers = message.headers.filter(([name]) => name !== REPLAY_GROUP);
      return [["append", message.key, base64Of(message.value), [...headers, [REPLAY_GROUP, group]], publishedMs]];
    });
  }

  removeDead = async (namespaceId, ids) => this.#changeDead(namespaceId, ids, () => []);

  /** Takes those of the dead letters away that are there, with what else is to happen for each. */
  #changeDead(namespaceId, ids, alsoFor) {
    const stream = this.#streamOf(namespaceId);
    const numbers = this.#prism.readDeadLetterIds(ids, this.#prism.deadLetterNumber);
    const found = numbers.flatMap((number) => stream.dead.get(number) ?? []);
    stream.write(found.flatMap((letter) => [["undead", letter.id], ...alsoFor(letter)]));
    return found.length;
  }

  /** The number of the first message from there on; messages have the numbers from 1. */
  #placeOf({ messages }, start) {
    if (start.at === "earliest") return 1;
    if (start.at === "latest") return messages.length + 1;
    if (start.at === "time") {
      const found = messages.findIndex(({ publishedMs }) => publishedMs >= start.timeMs);
      return found < 0 ? messages.length + 1 : found + 1;
    }
    const { Code, StoreError } = this.#prism;
    if (!/^\d{16}$/.test(start.position)) {
      const message = "position is none that this stream gives; use one that came with a message of it";
      throw new StoreError(Code.INVALID_ARGUMENT, "POSITION_INVALID", message, { metadata: { field: "position" } });
    }
    const place = Number(start.position) + (start.at === "after" ? 1 : 0);
    return Math.min(Math.max(place, 1), messages.length + 1);
  }

  /** The stream that has this name; a new one when there is none. */
  #streamOf(namespaceId) {
    const name = this.#names[namespaceId];
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const stream = this.#tryFile(() => {
      mkdirSync(this.#folder, { recursive: true });
      const id = this.#numbers().find((number) => nameIn(this.#fileOf(number)) === name) ?? this.#addFile(name);
      return new Stream(id, this.#fileOf(id), (write) => this.#tryFile(write));
    });
    this.#streams.set(name, stream);
    return stream;
  }

  /** Of several workers that make a file of this number, one succeeds. */
  #addFile(name) {
    for (let id = Math.max(0, ...this.#numbers()) + 1; ; id++) {
      try {
        writeFileSync(this.#fileOf(id), `${JSON.stringify(name)}\n`, { flag: "wx" });
        return id;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
    }
  }

  #fileOf = (id) => join(this.#folder, `${id}.jsonl`);

  #numbers() {
    const files = readdirSync(this.#folder).filter((file) => /^\d+\.jsonl$/.test(file));
    return files.map((file) => Number.parseInt(file, 10));
  }

  #tryFile(work) {
    const { Code, StoreError } = this.#prism;
    try {
      return work();
    } catch (cause) {
      const message = `the streams in ${this.#folder} cannot be used: look at the folder and its disk`;
      throw new StoreError(Code.UNAVAILABLE, "STORE_UNAVAILABLE", message, { cause });
    }
  }
}

function base64Of(value) {
  return Buffer.from(value).toString("base64");
}

/** The name of the stream in this file; null when it was dropped. */
function nameIn(file) {
  const [first] = readFileSync(file, "utf8").split("\n", 1);
  return first === "" ? null : JSON.parse(first);
}
