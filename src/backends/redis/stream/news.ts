import { Redis } from "ioredis";
import { notSent } from "../errors.ts";
import type { ConnectionOptions } from "../resp/connection.ts";
import { RedisError } from "../resp/redis-error.ts";

/**
 * Hears that there is something new in streams, over a connection of its own that is opened when somebody first wants to
 * hear. Whoever appends or gives back says so on the stream's channel; what is said while the connection is away is lost, so
 * everybody is woken when it is back.
 */
export class News {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Map<string, Set<() => void>>();
  #client: Redis | null = null;
  #trouble: unknown;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#client?.status === "ready";
  }

  /** Resolves when nothing that is said from now on is missed, while the connection stands. */
  async listen(channel: string, listener: () => void, timeoutMs: number): Promise<void> {
    const listeners = this.#listeners.get(channel);
    if (listeners !== undefined) listeners.add(listener);
    else this.#listeners.set(channel, new Set([listener]));
    try {
      await within(timeoutMs, this.#subscribe(channel));
    } catch (error) {
      this.ignore(channel, listener);
      throw notSent(this.#trouble ?? error);
    }
  }

  ignore(channel: string, listener: () => void): void {
    const listeners = this.#listeners.get(channel);
    if (listeners?.delete(listener) !== true || listeners.size > 0) return;
    this.#listeners.delete(channel);
    this.#client?.unsubscribe(channel).catch(() => undefined);
  }

  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#client?.disconnect();
  }

  async #subscribe(channel: string): Promise<void> {
    if (this.#isClosed) throw new Error("the store is closed");
    await (this.#client ?? this.#open()).subscribe(channel);
  }

  #open(): Redis {
    const { database: _database, clientName, ...address } = this.#options;
    const client = new Redis({
      ...address,
      connectionName: `${clientName}-news`,
      enableReadyCheck: false,
      disableClientInfo: true,
      // A subscription is not a command that does anything twice.
      maxRetriesPerRequest: 1,
      protocol: 2,
    });
    this.#client = client;
    client.on("error", (error: Error) => {
      this.#trouble = error.name === "ReplyError" ? new RedisError(error.message) : error;
    });
    client.on("ready", () => {
      this.#trouble = undefined;
      for (const channel of this.#listeners.keys()) this.#tell(channel);
    });
    client.on("message", (channel: string) => this.#tell(channel));
    return client;
  }

  #tell(channel: string): void {
    for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener();
  }
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the server did not answer in time")), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
