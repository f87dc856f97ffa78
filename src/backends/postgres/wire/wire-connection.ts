import type { Socket } from "node:net";
import { steadyMs } from "../../../common/clock.ts";
import {
  ConnectionError,
  type Parameter,
  type Row,
  type ServerError,
  type SqlConnection,
  type Statement,
} from "../sql.ts";
import { BackendMessage, readNotification, readServerError } from "./backend-message.ts";
import { BinaryRow } from "./binary-row.ts";
import { encodeRun, encodeScript, terminate } from "./frontend-message.ts";
import { MessageSplitter } from "./message-splitter.ts";

/** A statement that was sent. */
interface Sent {
  /** What the server is to prepare with it, until it says that it has; empty = nothing. */
  prepares: string;
  readonly onRow: ((row: Row) => void) | null;
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: ServerError | ConnectionError) => void;
  error: ServerError | null;
}

/**
 * A connection on a socket whose handshake is done. Statements are *pipelined*: each is sent at once, and the server answers
 * them in their order. One counts as done when the server is ready after it: its commit comes after its last row.
 */
export class WireConnection implements SqlConnection {
  onNotification: ((channel: string, payload: string) => void) | null = null;
  onEnd: (() => void) | null = null;
  readonly #socket: Socket;
  readonly #sent: Sent[] = [];
  readonly #prepared = new Set<string>();
  readonly #row = new BinaryRow();
  #isOpen = true;
  #isCorked = false;
  #timer: NodeJS.Timeout | null = null;
  /** What the server said when it was about to hang up. */
  #lastWords: ServerError | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    const splitter = new MessageSplitter((type, bytes, start) => this.#receive(type, bytes, start));
    socket.on("data", (chunk: Buffer) => splitter.push(chunk));
    socket.on("error", (error) => this.#end("lost", error));
    socket.on("close", () => this.#end("lost", null));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get pending(): number {
    return this.#sent.length;
  }

  run(
    statement: Statement,
    parameters: readonly Parameter[],
    timeoutMs: number,
    onRow: ((row: Row) => void) | null = null,
  ): Promise<void> {
    const isPrepared = this.#prepared.has(statement.name);
    // Those that are sent meanwhile find it prepared, as they come after this one.
    this.#prepared.add(statement.name);
    return this.#send(encodeRun(statement, isPrepared, parameters), isPrepared ? "" : statement.name, timeoutMs, onRow);
  }

  script(text: string, timeoutMs: number): Promise<void> {
    return this.#send(encodeScript(text), "", timeoutMs, null);
  }

  close(): void {
    if (!this.#isOpen) return;
    // A server that does not read must not keep the process alive.
    this.#socket.end(terminate, () => this.#socket.destroy());
    this.#end("lost", null);
  }

  #send(bytes: Buffer, prepares: string, timeoutMs: number, onRow: ((row: Row) => void) | null): Promise<void> {
    if (!this.#isOpen) return Promise.reject(new ConnectionError("unreachable", null));
    this.#cork();
    this.#socket.write(bytes);
    return new Promise((resolve, reject) => {
      const deadlineMs = steadyMs() + timeoutMs;
      this.#sent.push({ prepares, onRow, deadlineMs, resolve, reject, error: null });
      if (this.#timer === null) this.#watch(deadlineMs);
    });
  }

  /** What is given in one turn leaves in one write. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    queueMicrotask(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }

  #receive(type: number, bytes: Buffer, start: number): void {
    const head = this.#sent[0];
    switch (type) {
      case BackendMessage.DATA_ROW:
        if (head === undefined || head.onRow === null) return;
        this.#row.load(bytes, start);
        head.onRow(this.#row);
        return;
      case BackendMessage.READY_FOR_QUERY:
        this.#conclude();
        return;
      case BackendMessage.ERROR:
        this.#fail(readServerError(bytes, start));
        return;
      case BackendMessage.PARSE_COMPLETE:
        if (head !== undefined) head.prepares = "";
        return;
      case BackendMessage.NOTIFICATION: {
        const { channel, payload } = readNotification(bytes, start);
        this.onNotification?.(channel, payload);
        return;
      }
      default:
    }
  }

  #fail(error: ServerError): void {
    const head = this.#sent[0];
    if (head === undefined) {
      this.#lastWords = error;
      return;
    }
    head.error = error;
    // It was not prepared; those that were sent behind it as if it were fail too.
    if (head.prepares !== "") this.#prepared.delete(head.prepares);
  }

  #conclude(): void {
    const done = this.#sent.shift();
    if (done === undefined) return;
    if (done.error === null) done.resolve();
    else done.reject(done.error);
  }

  /** Looks at the oldest statement when its time is over; most have been answered then, and the next is watched. */
  #watch(deadlineMs: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        const oldest = this.#sent[0];
        if (oldest === undefined) return;
        if (oldest.deadlineMs <= steadyMs()) this.#end("silent", null);
        else this.#watch(oldest.deadlineMs);
      },
      Math.max(1, deadlineMs - steadyMs()),
    ).unref();
  }

  #end(kind: "lost" | "silent", cause: unknown): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isOpen = false;
    if (kind === "silent") this.#socket.destroy();
    const error = new ConnectionError(kind, cause ?? this.#lastWords);
    for (const sent of this.#sent.splice(0)) sent.reject(sent.error ?? error);
    const { onEnd } = this;
    this.onEnd = null;
    onEnd?.();
  }
}
