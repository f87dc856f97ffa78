import type { Socket } from "node:net";
import { Redis, type RedisOptions } from "ioredis";
import { steadyMs } from "../../../common/clock.ts";
import { connectionLost, notSent, timeout } from "../errors.ts";
import { CommandWriter } from "./command-writer.ts";
import { RedisError } from "./redis-error.ts";
import { type ReplyAudience, ReplyReader } from "./reply-reader.ts";
import { ignoringTaker, type Reply, ReplyBuilder, type ReplyTaker } from "./reply-taker.ts";
import { connectorThatShows } from "./socket-connector.ts";

/** One command, and who hears its reply. */
export interface Command {
  write(writer: CommandWriter): void;
  readonly taker: ReplyTaker;
}

/** Where to, as who, and how long to wait before the next try. */
export type ConnectionOptions = Pick<
  RedisOptions,
  | "host"
  | "port"
  | "username"
  | "password"
  | "tls"
  | "connectTimeout"
  | "retryStrategy"
  | "sentinels"
  | "name"
  | "sentinelPassword"
  | "sentinelRetryStrategy"
> & {
  readonly database: number;
  /** As the server lists its clients. */
  readonly clientName: string;
};

/**
 * A connection over which commands go out and replies come in, in order, without waiting for each other. ioredis opens it,
 * with TLS, user and database, and opens it again when it was lost; once it is ready, this class reads and writes
 * its socket itself, since batches need little of what ioredis does for each command: see ADR-042.
 *
 *   idle ──call──► opening ──ready──► ready
 *                     ▲ │               │ lost: calls under way are rejected
 *               delay │ ▼ lost          ▼
 *                    waiting ◄──────────┘   (calls are rejected at once, with what went wrong)
 *
 * A call is tried once. Rejects with a PrismError when there is no answer, with a {@link RedisError} when that is the answer.
 */
export class Connection implements ReplyAudience {
  readonly #options: ConnectionOptions;
  readonly #onProblem: (error: unknown) => void;
  readonly #spareWriters: CommandWriter[] = [];
  readonly #waiting = new Set<(error: unknown) => void>();
  #client: Redis | null = null;
  #state: "idle" | "opening" | "ready" | "waiting" | "closed" = "idle";
  #socket: Socket | null = null;
  #reader = new ReplyReader(this);
  #first: PendingCall | null = null;
  #last: PendingCall | null = null;
  #trouble: unknown;
  #chunks = 0;
  #openingTimer: NodeJS.Timeout | undefined;
  #readySinceMs = 0;
  /** To be closed when nothing is under way any more. */
  #isRetiring = false;
  pendingCalls = 0;

  constructor(options: ConnectionOptions, onProblem: (error: unknown) => void) {
    this.#options = options;
    this.#onProblem = onProblem;
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  /** Whether nobody waits for a reply, or for the connection to open. */
  get isIdle(): boolean {
    return this.pendingCalls === 0 && this.#waiting.size === 0;
  }

  /** Resolves when the reply has been taken. What the command borrows is written before this returns, if the connection is ready. */
  call(command: Command, timeoutMs: number): Promise<void> {
    if (this.#state === "ready") return this.#send(command, timeoutMs);
    return this.#openAndSend(command, timeoutMs);
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#trouble = new Error("the store is closed");
    this.#lose();
    this.#state = "closed";
    this.#client?.disconnect();
    this.#client = null;
    if (socket === null || socket.closed) return;
    const closed = new Promise<void>((resolve) => void socket.once("close", () => resolve()));
    socket.destroy();
    await closed;
  }

  nextTaker(): ReplyTaker {
    return this.#first?.taker ?? ignoringTaker;
  }

  endReply(error: RedisError | null): void {
    const call = this.#first;
    if (call === null) {
      this.#drop(error ?? new Error("Redis answered what nobody had asked"));
      return;
    }
    this.#first = call.next;
    if (call.next === null) this.#last = null;
    this.pendingCalls--;
    clearTimeout(call.timer);
    if (error === null) call.resolve();
    else {
      call.reject(error);
      if (error.prefix === "READONLY" && steadyMs() - this.#readySinceMs > MIN_SERVICE_MS) this.#isRetiring = true;
    }
    if (this.#isRetiring && this.#first === null) this.#drop(new Error("the server has become a replica"));
  }

  #send(command: Command, timeoutMs: number): Promise<void> {
    const socket = this.#socket as Socket;
    const writer = this.#spareWriters.pop() ?? new CommandWriter(FIRST_WRITER_BYTES);
    writer.clear();
    command.write(writer);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(call), timeoutMs + GRACE_MS);
      const call: PendingCall = { taker: command.taker, resolve, reject, timer, sentAtChunk: this.#chunks, next: null };
      if (this.#last === null) this.#first = call;
      else this.#last.next = call;
      this.#last = call;
      this.pendingCalls++;
      // The socket may hold the bytes until then.
      socket.write(writer.buffer.subarray(0, writer.length), () => this.#putBack(writer));
    });
  }

  #putBack(writer: CommandWriter): void {
    if (writer.buffer.length <= MAX_SPARE_BYTES && this.#spareWriters.length < MAX_SPARE_WRITERS)
      this.#spareWriters.push(writer);
  }

  /** The call is over for whoever waits; its reply, should it come, is read past. */
  #giveUp(call: PendingCall): void {
    if (call === this.#first) this.#reader.ignoreRest();
    call.taker = ignoringTaker;
    call.reject(timeout());
    // A server from which nothing came at all may be gone without a word: a new connection finds out.
    if (call.sentAtChunk === this.#chunks) this.#drop(new Error("the server does not answer"));
  }

  async #openAndSend(command: Command, timeoutMs: number): Promise<void> {
    await this.#open(timeoutMs);
    return await this.#send(command, timeoutMs);
  }

  #open(timeoutMs: number): Promise<void> {
    if (this.#state === "waiting" || this.#state === "closed") return Promise.reject(notSent(this.#trouble));
    if (this.#state === "idle") this.#start();
    return new Promise((resolve, reject) => {
      const settle = (error: unknown): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        if (error === null) resolve();
        else reject(notSent(error));
      };
      const timer = setTimeout(() => settle(new Error("the connection was not open in time")), timeoutMs);
      this.#waiting.add(settle);
    });
  }

  #start(): void {
    this.#state = "opening";
    const { database: _database, clientName: _name, ...address } = this.#options;
    const options = {
      ...address,
      lazyConnect: true,
      // Nothing of ours goes through ioredis, and nothing may be sent twice.
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      enableReadyCheck: false,
      disableClientInfo: true,
      protocol: 2 as const,
      Connector: connectorThatShows(address.sentinels !== undefined, (socket) => {
        this.#socket = socket;
      }),
    };
    const client = new Redis(options);
    this.#client = client;
    client.on("error", (error: Error) => {
      this.#trouble = error.name === "ReplyError" ? new RedisError(error.message) : error;
      // No sentinel knows where to: that is not found out by waiting for a socket.
      if (this.#socket === null) for (const settle of [...this.#waiting]) settle(this.#trouble);
    });
    client.on("connecting", () => this.#watchOpening());
    client.on("ready", () => this.#takeOver());
    // One that was dropped closes when the next one may be opening already.
    client.on("close", () => this.#lose());
    client.connect().catch(() => undefined);
  }

  /** ioredis bounds the time until the connection stands, and this the time until the server has let us in. */
  #watchOpening(): void {
    if (this.#state === "waiting") this.#state = "opening";
    clearTimeout(this.#openingTimer);
    this.#openingTimer = setTimeout(() => {
      if (this.#state === "opening") this.#drop(new Error("the server lets nobody in"));
    }, this.#options.connectTimeout);
  }

  /** From here on, ioredis only hears that the socket has ended. */
  #takeOver(): void {
    const socket = this.#socket;
    if (socket === null || (this.#state !== "opening" && this.#state !== "waiting")) return;
    socket.removeAllListeners("data");
    this.#reader = new ReplyReader(this);
    socket.on("data", (chunk: Buffer) => this.#read(socket, chunk));
    // A server with too many clients says so and closes; whoever writes before reading that only hears of a reset.
    setImmediate(() => void this.#choose(socket));
  }

  /**
   * Chooses the database. ioredis would do so as well, but go on in another one when that fails; and a server that has too many
   * clients says so only in answer to something.
   */
  async #choose(socket: Socket): Promise<void> {
    const { database, clientName, sentinels, connectTimeout = 0 } = this.#options;
    if (socket !== this.#socket) return;
    const select = this.#send(plainCommand("SELECT", String(database)), connectTimeout);
    this.#send(plainCommand("CLIENT", "SETNAME", clientName), connectTimeout).catch(() => undefined);
    const role = new ReplyBuilder();
    const asked = sentinels === undefined ? null : this.#send({ ...plainCommand("ROLE"), taker: role }, connectTimeout);
    try {
      await Promise.all([select, asked]);
    } catch (error) {
      // Who may not choose is where everybody begins.
      const isThere = error instanceof RedisError && error.prefix === "NOPERM" && database === 0;
      if (!isThere) {
        if (socket === this.#socket) this.#drop(error);
        return;
      }
    }
    if (socket !== this.#socket) return;
    // Sentinels may not know yet of a failover that is under way.
    if (asked !== null && (role.reply as readonly Reply[])[0] !== "master") {
      this.#drop(new Error("the sentinels name a server that is not the primary"));
      return;
    }
    clearTimeout(this.#openingTimer);
    this.#state = "ready";
    this.#trouble = null;
    this.#readySinceMs = steadyMs();
    for (const settle of [...this.#waiting]) settle(null);
  }

  #read(socket: Socket, chunk: Buffer): void {
    if (socket !== this.#socket) return;
    this.#chunks++;
    try {
      this.#reader.push(chunk);
    } catch (error) {
      this.#onProblem(error);
      this.#drop(error);
    }
  }

  /** ioredis hears that it has ended, and opens another one. */
  #drop(why: unknown): void {
    this.#trouble = why;
    this.#socket?.destroy();
    this.#lose();
  }

  #lose(): void {
    if (this.#state === "closed") return;
    clearTimeout(this.#openingTimer);
    this.#state = "waiting";
    this.#socket = null;
    this.#isRetiring = false;
    this.#trouble ??= new Error("the server closed the connection");
    for (const settle of [...this.#waiting]) settle(this.#trouble);
    let call = this.#first;
    this.#first = null;
    this.#last = null;
    this.pendingCalls = 0;
    for (; call !== null; call = call.next) {
      clearTimeout(call.timer);
      call.reject(connectionLost(this.#trouble));
    }
  }
}

function plainCommand(...parts: string[]): Command {
  return {
    taker: ignoringTaker,
    write(writer) {
      writer.begin(parts.length);
      for (const part of parts) writer.text(part);
    },
  };
}

interface PendingCall {
  taker: ReplyTaker;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
  readonly sentAtChunk: number;
  next: PendingCall | null;
}

/**
 * A server that was made a replica keeps its connections, and the address may lead to the new primary by now. When the next one leads to a
 * replica again, that is how it is for now.
 */
const MIN_SERVICE_MS = 1_000;
/** Whoever waits gives up at the end of its time by itself; what is under way is cleared away a little later. */
const GRACE_MS = 100;
/** A batch of reads fits; one of writes makes it grow. */
const FIRST_WRITER_BYTES = 64 * 1024;
const MAX_SPARE_BYTES = 1024 * 1024;
const MAX_SPARE_WRITERS = 4;
