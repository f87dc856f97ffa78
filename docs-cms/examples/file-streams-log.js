import { appendFileSync, readFileSync, truncateSync } from "node:fs";

/** Timers have no longer ones. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Sixteen digits, as positions and ids are written: as texts, they are in the order of the numbers. */
export const textOf = (number) => String(number).padStart(16, "0");

/** What the lines of a file say. */
export class Stream {
  /** As they come out, without attempt and lease. */
  messages = [];
  /** By name; `open` has, by number, what was given out and is not done: its attempts, and its lease while it has one. */
  groups = new Map();
  /** By number. */
  dead = new Map();
  /** Called when something may have come. */
  listeners = new Set();
  #file;
  #tryFile;
  #deadNumber = 0;
  #timer;

  constructor(id, file, tryFile) {
    this.id = id;
    this.#file = file;
    this.#tryFile = tryFile;
    const text = readFileSync(file, "utf8");
    // A process that ended while it wrote has left part of a line, of which nobody was told.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    for (const line of whole.split("\n").slice(1, -1)) for (const event of JSON.parse(line)) this.#apply(event);
  }

  /** These things happen, all of them or none. */
  write(events) {
    if (events.length === 0) return;
    this.#tryFile(() => appendFileSync(this.#file, `${JSON.stringify(events)}\n`));
    for (const event of events) this.#apply(event);
    this.wake();
  }

  wake() {
    for (const onReady of this.listeners) onReady();
  }

  /** Wakes everybody again at this time, at the latest. */
  wakeIn(ms) {
    clearTimeout(this.#timer);
    this.#timer =
      ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => this.wake(), Math.min(ms, MAX_TIMER_MS));
  }

  close() {
    clearTimeout(this.#timer);
    this.listeners.clear();
  }

  #apply([what, ...rest]) {
    if (what === "append") {
      const [key, value, headers, publishedMs] = rest;
      const position = textOf(this.messages.length + 1);
      this.messages.push({ position, key, value: Buffer.from(value, "base64"), headers, publishedMs });
    } else if (what === "group") {
      const [name, next] = rest;
      this.groups.set(name, { next, open: new Map() });
    } else if (what === "drop-group") {
      this.groups.delete(rest[0]);
    } else if (what === "give") {
      const [name, numbers] = rest;
      const group = this.groups.get(name);
      for (const number of numbers) {
        const attempts = (group.open.get(number)?.attempts ?? 0) + 1;
        group.open.set(number, { attempts, lease: "", consumer: "", untilMs: 0 });
        group.next = Math.max(group.next, number + 1);
      }
    } else if (what === "done") {
      const [name, number] = rest;
      this.groups.get(name).open.delete(number);
    } else if (what === "bury") {
      const [group, number, reason, diedMs] = rest;
      const attempts = this.groups.get(group).open.get(number).attempts;
      const message = { ...this.messages[number - 1], attempt: attempts, lease: "" };
      const id = textOf(++this.#deadNumber);
      this.dead.set(this.#deadNumber, { id, group, reason, attempts, diedMs, message });
    } else if (what === "undead") {
      this.dead.delete(Number(rest[0]));
    }
  }
}

/** A worker's part in a group. Leases are known to it alone: with it they end. */
export class GroupMember {
  #stream;
  #parts;
  /** In its leases, so that those of members before it are none of its. */
  #mark;
  #leases = 0;

  constructor(stream, parts) {
    this.#stream = stream;
    this.#parts = parts;
    this.#mark = parts.random().toString(36).slice(2);
    stream.listeners.add(parts.onReady);
  }

  async take(consumer, bounds, leaseMs) {
    const { messages } = this.#stream;
    const { name, nowMs } = this.#parts;
    const group = this.#group();
    const now = nowMs();
    const again = [...group.open].filter(([, { untilMs }]) => untilMs <= now).map(([number]) => number);
    const numbers = again.sort((a, b) => a - b).slice(0, bounds.maxItems);
    for (let next = group.next; numbers.length < bounds.maxItems && next <= messages.length; next++) numbers.push(next);
    const taken = within(
      bounds,
      numbers.map((number) => messages[number - 1]),
    );
    const given = numbers.slice(0, taken.length);
    if (given.length > 0) this.#stream.write([["give", name, given]]);
    const deliveries = taken.map((message, i) => {
      const one = group.open.get(given[i]);
      Object.assign(one, { lease: `${given[i]}-${this.#mark}-${++this.#leases}`, consumer, untilMs: now + leaseMs });
      return { ...message, attempt: one.attempts, lease: one.lease };
    });
    this.#await();
    return deliveries;
  }

  async settle(settlements) {
    const { name, nowMs, prism } = this.#parts;
    const { Outcome, SettleAction } = prism;
    const group = this.#group();
    const now = nowMs();
    const events = [];
    const settled = new Set();
    for (const settlement of settlements) {
      const { lease, action, delayMs, reason } = settlement;
      const number = Number.parseInt(lease, 10);
      const one = group.open.get(number);
      const isLeased = one?.lease === lease && one.untilMs > now && !settled.has(number);
      settlement.outcome = isLeased ? Outcome.DONE : Outcome.ABSENT;
      if (!isLeased) continue;
      if (action === SettleAction.EXTEND) one.untilMs = now + delayMs;
      else if (action === SettleAction.NACK) Object.assign(one, { lease: "", untilMs: now + delayMs });
      else {
        settled.add(number);
        if (action === SettleAction.BURY) events.push(["bury", name, number, reason, now]);
        events.push(["done", name, number]);
      }
    }
    this.#stream.write(events);
    this.#await();
    this.#stream.wake();
  }

  async release(consumer) {
    for (const one of this.#group().open.values()) {
      if (one.lease !== "" && one.consumer === consumer) Object.assign(one, { lease: "", untilMs: 0 });
    }
    this.#stream.wake();
  }

  async lag() {
    const { messages } = this.#stream;
    const { next, open } = this.#group();
    const waiting = messages.length - next + 1;
    const first = Math.min(next, ...open.keys());
    const position = first > messages.length ? "" : textOf(first);
    const end = messages.at(-1)?.position ?? "";
    return { waiting, pending: open.size, partitions: [{ partition: 0, position, end, waiting }] };
  }

  async seek(to) {
    this.#stream.write([["group", this.#parts.name, this.#parts.placeOf(to)]]);
  }

  async close() {
    this.#stream.listeners.delete(this.#parts.onReady);
    const open = this.#stream.groups.get(this.#parts.name)?.open ?? new Map();
    for (const one of open.values()) Object.assign(one, { lease: "", untilMs: 0 });
  }

  /** One that was dropped meanwhile begins anew with what comes. */
  #group() {
    const { name, placeOf } = this.#parts;
    if (!this.#stream.groups.has(name)) this.#stream.write([["group", name, placeOf({ at: "latest" })]]);
    return this.#stream.groups.get(name);
  }

  /** Takes note of when the next lease or delay of any group is over. */
  #await() {
    const now = this.#parts.nowMs();
    let first = Number.POSITIVE_INFINITY;
    for (const { open } of this.#stream.groups.values()) {
      for (const { untilMs } of open.values()) if (untilMs > now) first = Math.min(first, untilMs - now + 1);
    }
    this.#stream.wakeIn(first);
  }
}

/** As many of the messages as are within the bounds; of those that are there, one at the least. */
export function within({ maxItems, maxBytes }, messages) {
  let bytes = 0;
  const tooLarge = messages.findIndex(({ key, value, headers }, i) => {
    bytes += key.length + value.length;
    for (const [name, text] of headers) bytes += name.length + text.length;
    return i > 0 && bytes > maxBytes;
  });
  return messages.slice(0, Math.min(maxItems, tooLarge < 0 ? messages.length : tooLarge));
}
