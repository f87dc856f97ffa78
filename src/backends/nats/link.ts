import { connect, ErrorCode, type NatsConnection } from "nats";
import { steadyMs } from "../../common/clock.ts";
import type { NatsSettings } from "../../config/backends/nats.ts";
import { readServerUrl } from "../../config/server-url.ts";
import type { StoreSurroundings } from "../networked-contract.ts";
import { connectOptions } from "./connect-options.ts";
import { connectionClosed, isHangUp, stillAway, timedOut, toPrismError } from "./errors.ts";
import { DEFAULT_MAX_PAYLOAD, Exchange } from "./exchange.ts";
import { readRefusal } from "./greeting.ts";

/** The first pause after an attempt to connect has failed: about what a server takes to open its port. */
const FIRST_PAUSE_MS = 20;

/**
 * The way of one worker to the server: one connection, over which everything is pipelined. It is opened when it is first
 * needed, and opened anew after it was lost.
 */
export class Link {
  readonly #settings: NatsSettings;
  readonly #surroundings: StoreSurroundings;
  readonly #name: string;
  #exchange: Exchange | null = null;
  #connecting: Promise<Exchange> | null = null;
  #failures = 0;
  #notBeforeMs = 0;
  #lastError: unknown = null;
  #isClosed = false;
  /** Bytes of headers and payload of one message, by the server that was reached last. */
  maxPayload = DEFAULT_MAX_PAYLOAD;
  /** Called when a connection was lost. */
  onLost: () => void = () => {};

  constructor(settings: NatsSettings, surroundings: StoreSurroundings, purpose: string) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#name = `prism-${purpose}-${surroundings.worker}`;
  }

  get isConnected(): boolean {
    return this.#exchange?.isOpen === true;
  }

  /** The connection, or null while there is none. */
  get current(): Exchange | null {
    return this.#exchange?.isOpen === true ? this.#exchange : null;
  }

  /** The connection. While the pause after a failed attempt lasts, it rejects at once. */
  async open(timeoutMs: number): Promise<Exchange> {
    if (this.#exchange?.isOpen === true) return this.#exchange;
    if (this.#isClosed) throw connectionClosed();
    if (this.#connecting === null) {
      if (steadyMs() < this.#notBeforeMs) throw stillAway(this.#lastError);
      this.#connecting = this.#connect().finally(() => {
        this.#connecting = null;
      });
    }
    return within(this.#connecting, timeoutMs);
  }

  /** Gives the connection back; what is under way is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connecting?.catch(() => {});
    const exchange = this.#exchange;
    this.#exchange = null;
    exchange?.lose(new Error("the store was closed"));
    await exchange?.connection.close().catch(() => {});
  }

  async #connect(): Promise<Exchange> {
    try {
      const connection = await connect(connectOptions(this.#settings, this.#name));
      this.#failures = 0;
      if (this.#isClosed) {
        await connection.close();
        throw connectionClosed();
      }
      const exchange = new Exchange(connection);
      this.#watch(connection, exchange);
      this.#exchange = exchange;
      this.maxPayload = exchange.maxPayload;
      return exchange;
    } catch (caught) {
      const error = await this.#refusal(caught);
      this.#lastError = error;
      const pauseMs = Math.min(
        this.#settings.maxReconnectDelayMs,
        FIRST_PAUSE_MS * 2 ** Math.min(this.#failures++, 16),
      );
      this.#notBeforeMs = steadyMs() + pauseMs * (0.5 + this.#surroundings.random() / 2);
      // Whoever does not speak in time has done nothing.
      throw (error as { code?: unknown } | null)?.code === ErrorCode.Timeout ? stillAway(error) : toPrismError(error);
    }
  }

  /** Why a connection was not made: the client does not hear what a server says that hangs up on it. */
  async #refusal(error: unknown): Promise<unknown> {
    if (!isHangUp(error)) return error;
    const { host } = readServerUrl(this.#settings.url);
    const words = await readRefusal(host, this.#settings.connectTimeoutMs);
    // Nobody has been asked for anything yet.
    return words === ""
      ? stillAway(error)
      : Object.assign(new Error(words, { cause: error }), { code: ErrorCode.ProtocolError });
  }

  #watch(connection: NatsConnection, exchange: Exchange): void {
    connection.closed().then((error) => {
      exchange.lose(error ?? new Error("the server closed the connection"));
      if (this.#isClosed) return;
      this.onLost();
      if (error instanceof Error) this.#surroundings.onProblem(toPrismError(error));
    });
    void hearOf(connection, exchange, this.#surroundings.onProblem);
  }
}

/** Refusals come beside the answers. The loop ends with the connection. */
async function hearOf(
  connection: NatsConnection,
  exchange: Exchange,
  onProblem: (error: unknown) => void,
): Promise<void> {
  for await (const status of connection.status()) {
    if (status.permissionContext === undefined) continue;
    const { operation, subject } = status.permissionContext;
    const error = toPrismError(
      Object.assign(new Error(`${operation} to ${subject} is not permitted`), { code: ErrorCode.PermissionsViolation }),
    );
    exchange.refuse(subject, error);
    onProblem(error);
  }
}

function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut(true)), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
