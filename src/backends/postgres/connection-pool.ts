import { setTimeout as pause } from "node:timers/promises";
import { steadyMs } from "../../common/clock.ts";
import type { SqlConnection } from "./sql.ts";

/** After a connection could not be opened, the next attempt waits; longer each time, half of it by chance. */
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5_000;
/** How often connections that are too many are looked at, until none of them carries anything. */
const LEAVING_LOOK_MS = 2;

export interface ConnectionPoolParts {
  readonly open: () => Promise<SqlConnection>;
  readonly maxConnections: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/**
 * The connections of one store. Statements need not wait for a free one: they go to the one with the fewest before them,
 * and another is opened when all are busy.
 */
export class ConnectionPool {
  readonly #parts: ConnectionPoolParts;
  readonly #connections: SqlConnection[] = [];
  /** Those that get no more statements. */
  readonly #leaving = new Set<SqlConnection>();
  #maxConnections: number;
  #opening: Promise<SqlConnection> | null = null;
  #isClosed = false;
  #pauseMs = 0;
  #pausedUntilMs = 0;
  #lastError: unknown = null;

  constructor(parts: ConnectionPoolParts) {
    this.#parts = parts;
    this.#maxConnections = parts.maxConnections;
  }

  get size(): number {
    return this.#connections.length + this.#leaving.size;
  }

  get maxConnections(): number {
    return this.#maxConnections;
  }

  /** At most so many from now on; resolves when those that are too many have answered what they carry, and are closed. */
  async resize(maxConnections: number): Promise<void> {
    this.#maxConnections = maxConnections;
    this.#letGo();
    // One that is being opened is too many as soon as it is there.
    if (this.#opening !== null && this.#connections.length >= maxConnections)
      await this.#opening.catch(() => undefined);
    while (this.#leaving.size > 0) {
      // Whoever was given one just now has sent his statement by the next turn.
      await pause(LEAVING_LOOK_MS);
      for (const connection of [...this.#leaving]) {
        if (connection.pending > 0 && connection.isOpen) continue;
        this.#leaving.delete(connection);
        connection.close();
      }
    }
  }

  /** A connection, at once where there is one. While the server cannot be reached, rejects without asking it each time. */
  take(): SqlConnection | Promise<SqlConnection> {
    const best = this.#leastBusy();
    if (best !== null && best.pending === 0) return best;
    const opening = this.#mayOpen() ? this.#open() : this.#opening;
    // Somebody who has a connection does not wait for a further one; nor does its failure concern anybody then.
    if (best !== null) return best;
    return opening ?? Promise.reject(this.#lastError);
  }

  /** As {@link take}, for whoever has waited already: asks the server in any case. */
  takeNow(): SqlConnection | Promise<SqlConnection> {
    this.#pausedUntilMs = 0;
    return this.take();
  }

  /** Closes what is open; whoever comes next gets a new one. */
  renew(): void {
    for (const connection of [...this.#connections, ...this.#leaving]) connection.close();
  }

  close(): void {
    this.#isClosed = true;
    this.#lastError = closed;
    this.renew();
  }

  /** Those with the least to do leave first. */
  #letGo(): void {
    const surplus = this.#connections.length - this.#maxConnections;
    if (surplus <= 0) return;
    const going = [...this.#connections].sort((a, b) => a.pending - b.pending).slice(0, surplus);
    for (const connection of going) {
      this.#connections.splice(this.#connections.indexOf(connection), 1);
      this.#leaving.add(connection);
    }
  }

  #leastBusy(): SqlConnection | null {
    let best: SqlConnection | null = null;
    for (const connection of this.#connections)
      if (connection.isOpen && (best === null || connection.pending < best.pending)) best = connection;
    return best;
  }

  #mayOpen(): boolean {
    if (this.#isClosed || this.#opening !== null) return false;
    return this.#connections.length < this.#maxConnections && steadyMs() >= this.#pausedUntilMs;
  }

  #open(): Promise<SqlConnection> {
    const opening = this.#parts.open().then(
      (connection) => this.#add(connection),
      (error: unknown) => this.#pause(error),
    );
    this.#opening = opening;
    opening.catch(() => undefined);
    return opening;
  }

  #add(connection: SqlConnection): SqlConnection {
    this.#opening = null;
    this.#pauseMs = 0;
    if (this.#isClosed) {
      connection.close();
      throw this.#lastError;
    }
    this.#connections.push(connection);
    connection.onEnd = () => {
      this.#leaving.delete(connection);
      const place = this.#connections.indexOf(connection);
      if (place >= 0) this.#connections.splice(place, 1);
    };
    // There may be fewer than when it was begun.
    if (this.#connections.length > this.#maxConnections) void this.resize(this.#maxConnections);
    return connection;
  }

  #pause(error: unknown): never {
    this.#opening = null;
    this.#lastError = error;
    this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#pauseMs * 2));
    this.#pausedUntilMs = steadyMs() + this.#pauseMs * (0.5 + this.#parts.random() / 2);
    throw error;
  }
}

const closed = new Error("the store was closed");
