import { Connection, type ConnectionOptions } from "./resp/connection.ts";

/** The connections of one store. */
export class Connections {
  readonly #all: Connection[] = [];

  constructor(count: number, options: ConnectionOptions, onProblem: (error: unknown) => void) {
    for (let i = 0; i < count; i++) this.#all.push(new Connection(options, onProblem));
  }

  get count(): number {
    return this.#all.length;
  }

  get openCount(): number {
    return this.#all.reduce((count, connection) => count + (connection.isReady ? 1 : 0), 0);
  }

  /** The one that has the fewest calls under way. */
  pick(): Connection {
    let best = this.#all[0] as Connection;
    for (const connection of this.#all) if (connection.pendingCalls < best.pendingCalls) best = connection;
    return best;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection.close()));
  }
}
