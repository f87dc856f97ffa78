import { setTimeout as pause } from "node:timers/promises";
import { Connection, type ConnectionOptions } from "./resp/connection.ts";

/** The connections of one store. */
export class Connections {
  readonly #all: Connection[] = [];
  /** Those that get no more calls. */
  readonly #leaving = new Set<Connection>();
  readonly #make: () => Connection;

  constructor(count: number, options: ConnectionOptions, onProblem: (error: unknown) => void) {
    this.#make = () => new Connection(options, onProblem);
    for (let i = 0; i < count; i++) this.#all.push(this.#make());
  }

  get count(): number {
    return this.#all.length;
  }

  get openCount(): number {
    return [...this.#all, ...this.#leaving].reduce((count, { isReady }) => count + (isReady ? 1 : 0), 0);
  }

  /** So many from now on; resolves when those that are too many have had the replies that they wait for, and are closed. */
  async resize(count: number): Promise<void> {
    while (this.#all.length < count) this.#all.push(this.#make());
    for (const connection of this.#all.splice(count)) this.#leaving.add(connection);
    while (this.#leaving.size > 0) {
      // Whoever picked one just now, or goes on after a reply, has called it by the next turn.
      await pause(LEAVING_LOOK_MS);
      const idle = [...this.#leaving].filter((connection) => connection.isIdle);
      for (const connection of idle) this.#leaving.delete(connection);
      await Promise.all(idle.map((connection) => connection.close()));
    }
  }

  /** The one that has the fewest calls under way. */
  pick(): Connection {
    let best = this.#all[0] as Connection;
    for (const connection of this.#all) if (connection.pendingCalls < best.pendingCalls) best = connection;
    return best;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all, ...this.#leaving].map((connection) => connection.close()));
  }
}

/** How often connections that are too many are looked at, until none of them carries anything. */
const LEAVING_LOOK_MS = 2;
