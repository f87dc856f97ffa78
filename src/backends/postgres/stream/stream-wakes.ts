import { createHash } from "node:crypto";
import type { Database } from "../database.ts";
import { quoteIdentifier } from "../identifier.ts";
import { bytea, int4, type SqlConnection, type Statement } from "../sql.ts";

/** Whoever waits looks so often by itself: for what a notification did not tell, through a pooler that has none say. */
const LOOK_MS = 2_000;
const RECONNECT_MS = 1_000;

/** Who waits until there may be something in a stream. */
export interface Waiter {
  readonly namespaceId: number;
  onWake(): void;
}

interface WakesParts {
  readonly database: Database;
  readonly schema: string;
  readonly notify: Statement;
  /** The server's number of a namespace; 0 = not known. */
  readonly idOf: (namespaceId: number) => number;
  readonly timeoutMs: number;
}

/**
 * Tells those who wait for messages that there may be some. What this gateway appends it tells at once; what others do comes
 * by LISTEN, on a connection of its own that is open while somebody waits. Notifications go out behind the commit, not in
 * it: PostgreSQL commits those that have one in single file.
 */
export class StreamWakes {
  readonly #parts: WakesParts;
  readonly #channel: string;
  readonly #waiters = new Set<Waiter>();
  /** Grows with each wake of a namespace, so that one that comes during a question is not missed. */
  readonly #counts = new Map<number, number>();
  readonly #telling = new Map<number, "once" | "again">();
  #connection: SqlConnection | "connecting" | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(parts: WakesParts) {
    this.#parts = parts;
    // A channel's name has 63 bytes at the most, and a schema's may have as many.
    this.#channel = `prism_${createHash("md5").update(parts.schema).digest("hex")}`;
  }

  countOf(namespaceId: number): number {
    return this.#counts.get(namespaceId) ?? 0;
  }

  /** Wakes once; at once when something has come since `count`. */
  wait(waiter: Waiter, count: number): void {
    if (this.#isClosed) return;
    this.#waiters.add(waiter);
    this.#listen();
    this.#timer ??= setInterval(() => this.#wakeAll(), LOOK_MS).unref();
    if (this.countOf(waiter.namespaceId) !== count) queueMicrotask(() => this.#wakeOne(waiter));
  }

  leave(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  /** There may be something: for those who wait here, and elsewhere. */
  tell(namespaceId: number): void {
    this.wakeHere(namespaceId);
    if (this.#telling.has(namespaceId)) this.#telling.set(namespaceId, "again");
    else void this.#notify(namespaceId);
  }

  close(): void {
    this.#isClosed = true;
    this.#waiters.clear();
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#connection !== null && this.#connection !== "connecting") this.#connection.close();
  }

  /** For those who wait in this gateway alone. */
  wakeHere(namespaceId: number): void {
    this.#counts.set(namespaceId, this.countOf(namespaceId) + 1);
    for (const waiter of [...this.#waiters]) if (waiter.namespaceId === namespaceId) this.#wakeOne(waiter);
  }

  async #notify(namespaceId: number): Promise<void> {
    const { database, notify, idOf, timeoutMs } = this.#parts;
    do {
      this.#telling.set(namespaceId, "once");
      const parameters = [bytea(this.#channel), int4(idOf(namespaceId))];
      // Whoever does not hear it looks by itself before long.
      await database.run({ statement: notify, parameters, isRepeatable: true }, timeoutMs).catch(() => undefined);
    } while (this.#telling.get(namespaceId) === "again" && !this.#isClosed);
    this.#telling.delete(namespaceId);
  }

  #wakeAll(): void {
    for (const waiter of [...this.#waiters]) this.#wakeOne(waiter);
    if (this.#waiters.size > 0) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #wakeOne(waiter: Waiter): void {
    if (this.#waiters.delete(waiter)) waiter.onWake();
  }

  #listen(): void {
    if (this.#connection !== null) return;
    this.#connection = "connecting";
    this.#connect().catch(() => {
      this.#connection = null;
      this.#listenLater();
    });
  }

  async #connect(): Promise<void> {
    const connection = await this.#parts.database.connect();
    if (this.#isClosed) {
      connection.close();
      return;
    }
    connection.onNotification = (_, payload) => this.#hear(Number(payload));
    connection.onEnd = () => {
      this.#connection = null;
      this.#listenLater();
    };
    await connection.script(`LISTEN ${quoteIdentifier(this.#channel)}`, this.#parts.timeoutMs);
    this.#connection = connection;
    // What came before it listened was not told.
    for (const { namespaceId } of this.#waiters) this.#counts.set(namespaceId, this.countOf(namespaceId) + 1);
    this.#wakeAll();
  }

  #listenLater(): void {
    if (this.#isClosed || this.#waiters.size === 0) return;
    setTimeout(() => {
      if (!this.#isClosed && this.#waiters.size > 0) this.#listen();
    }, RECONNECT_MS).unref();
  }

  #hear(id: number): void {
    const heard = new Set<number>();
    for (const { namespaceId } of this.#waiters) if (this.#parts.idOf(namespaceId) === id) heard.add(namespaceId);
    for (const namespaceId of this.#counts.keys()) if (this.#parts.idOf(namespaceId) === id) heard.add(namespaceId);
    for (const namespaceId of heard) this.wakeHere(namespaceId);
  }
}
