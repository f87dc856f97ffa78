import { steadyMs } from "../../common/clock.ts";
import type { PrismError } from "../../common/prism-error.ts";
import type { NetworkedStats, StoreSurroundings } from "../networked-contract.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { toPrismError } from "./errors.ts";
import { checkNativeDriver } from "./native/load-native.ts";
import { openConnection } from "./open-connection.ts";
import { ensureSchema, type SchemaSpec } from "./schema-keeper.ts";
import type { PostgresSettings } from "./settings.ts";
import { ConnectionError, type Parameter, type Row, ServerError, type SqlConnection, type Statement } from "./sql.ts";

/** A statement with what it is run with. */
export interface Task {
  readonly statement: Statement;
  /** Looked at each time that it runs. */
  readonly parameters: readonly Parameter[];
  /** Whether running it twice changes no more than running it once. */
  readonly isRepeatable: boolean;
  readonly onRow?: ((row: Row) => void) | undefined;
  /** SQLSTATE that means, of this statement: nothing was done, and asked again it will find out why. */
  readonly askAgainOn?: string;
}

/** Each time another call must have come in between. */
const MAX_ASKED = 5;

/** The connections of one store, and the tables that it needs; both are made when they are first needed. */
export class Database {
  readonly #settings: PostgresSettings;
  readonly #spec: SchemaSpec;
  readonly #pool: ConnectionPool;
  readonly #applicationName: string;
  #isReady = false;
  #generation = 0;

  /** Throws a PrismError when the driver that the settings name is not there. */
  constructor(settings: PostgresSettings, spec: SchemaSpec, surroundings: StoreSurroundings) {
    if (settings.driver === "pg-native") checkNativeDriver();
    this.#settings = settings;
    this.#spec = spec;
    this.#applicationName = `${settings.applicationName} worker ${surroundings.worker}`;
    this.#pool = new ConnectionPool({
      open: () => this.#open(),
      maxConnections: settings.connections,
      random: surroundings.random,
    });
  }

  get stats(): NetworkedStats {
    return { connections: this.#pool.size, maxConnections: this.#pool.maxConnections };
  }

  /** See {@link ConnectionPool.resize}. */
  resize(connections: number): Promise<void> {
    return this.#pool.resize(connections);
  }

  /** Changes when the tables were found gone: what was read from them before means nothing. */
  get generation(): number {
    return this.#generation;
  }

  /** Runs one statement in a transaction of its own. Rejects with a PrismError. */
  async run(task: Task, timeoutMs: number): Promise<void> {
    try {
      const taken = this.#pool.take();
      const connection = taken instanceof Promise ? await within(taken, timeoutMs) : taken;
      await ask(connection, task, timeoutMs);
    } catch (error) {
      throw this.#explain(error, task.isRepeatable);
    }
  }

  /** Runs statements, each in a transaction of its own, in this order and on one connection. Says what became of each. */
  async runEach(tasks: readonly Task[], timeoutMs: number): Promise<(PrismError | null)[]> {
    let connection: SqlConnection;
    try {
      connection = await within(Promise.resolve(this.#pool.take()), timeoutMs);
    } catch (error) {
      throw this.#explain(error, true);
    }
    return await Promise.all(
      tasks.map((task) =>
        ask(connection, task, timeoutMs).then(
          () => null,
          (error: unknown) => this.#explain(error, task.isRepeatable),
        ),
      ),
    );
  }

  /** A sign of life, from a server that may have been away. */
  async probe(statement: Statement, onRow: (row: Row) => void, timeoutMs: number): Promise<void> {
    try {
      const connection = await within(Promise.resolve(this.#pool.takeNow()), timeoutMs);
      await connection.run(statement, [], timeoutMs, onRow);
    } catch (error) {
      throw this.#explain(error, true);
    }
  }

  /** A connection of one's own: for what is said to a session. */
  async connect(): Promise<SqlConnection> {
    try {
      return await this.#open();
    } catch (error) {
      throw this.#explain(error, true);
    }
  }

  close(): void {
    this.#pool.close();
  }

  async #open(): Promise<SqlConnection> {
    const startMs = steadyMs();
    const connection = await openConnection(this.#settings, this.#applicationName);
    if (this.#isReady) return connection;
    try {
      const leftMs = Math.max(1, this.#settings.connectTimeoutMs - (steadyMs() - startMs));
      await ensureSchema(connection, this.#spec, leftMs);
    } catch (error) {
      connection.close();
      throw error;
    }
    this.#isReady = true;
    return connection;
  }

  #explain(error: unknown, isRepeatable: boolean): PrismError {
    const explained = toPrismError(error, isRepeatable);
    // Whoever comes next makes the tables again, on a connection that does not believe in them.
    if (explained.failure.reason === "STORE_MISSING" && error instanceof ServerError && this.#isReady) {
      this.#isReady = false;
      this.#generation++;
      this.#pool.renew();
    }
    return explained;
  }
}

/** Runs a statement, again where it says itself that this will tell more. */
async function ask(connection: SqlConnection, task: Task, timeoutMs: number): Promise<void> {
  const { statement, parameters, onRow, askAgainOn } = task;
  for (let asked = 1; ; asked++) {
    try {
      return await connection.run(statement, parameters, timeoutMs, onRow);
    } catch (error) {
      if (!(error instanceof ServerError) || error.code !== askAgainOn || asked === MAX_ASKED) throw error;
    }
  }
}

/** The connection, if it comes in time. */
async function within(connection: Promise<SqlConnection>, timeoutMs: number): Promise<SqlConnection> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectionError("unreachable", null)), timeoutMs);
  });
  try {
    return await Promise.race([connection, late]);
  } finally {
    clearTimeout(timer);
  }
}
