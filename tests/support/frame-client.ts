import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { afterwards } from "./afterwards.ts";
import { Answer } from "./answer.ts";
import { DecodedMessage } from "./protobuf.ts";

/** The types of Node.js leave one out that it has. */
type SecureOptions = ConnectionOptions & { readonly allowHalfOpen?: boolean };

/** A connection that sends whatever bytes a test wants, and collects the answers. */
export class FrameClient {
  readonly socket: Socket;
  /** Every answer, in the order of arrival; see {@link keepsAnswers}. */
  readonly answers: Answer[] = [];
  answerCount = 0;
  /** Whether answers are kept once they have been counted; for tests with too many of them. */
  keepsAnswers = true;
  isClosed = false;
  private rest: Buffer = Buffer.alloc(0);
  private readonly watchers = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    // Being cut off is something that tests look for; they see it by `isClosed`.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.isClosed = true;
      this.look();
    });
  }

  /** Connects; the connection ends with the test. */
  static async open(t: TestContext, port: number): Promise<FrameClient> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    const client = new FrameClient(socket);
    afterwards(t, () => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return client;
  }

  /** The same over TLS. */
  static async secure(t: TestContext, port: number, options: SecureOptions): Promise<FrameClient> {
    const socket = connectTls({ host: "127.0.0.1", port, servername: "localhost", ...options });
    const client = new FrameClient(socket);
    afterwards(t, () => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve);
      socket.once("error", reject);
    });
    return client;
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Sends one request and waits for the next answer with its id. */
  async call(bytes: Buffer): Promise<Answer> {
    const from = this.answers.length;
    const id = new DecodedMessage(bytes.subarray(4)).number(1);
    this.send(bytes);
    const find = (): Answer | undefined => this.answers.slice(from).find((answer) => answer.id === id);
    await this.until(() => find() !== undefined);
    return find() as Answer;
  }

  /** Resolves when `condition` holds, which is looked at whenever something came; rejects when the connection closes. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (condition()) resolve();
        else if (this.isClosed) reject(new Error(`the connection closed after ${this.answerCount} answers`));
        else return;
        this.watchers.delete(look);
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Resolves with the answers when there are so many. */
  async answered(count: number): Promise<readonly Answer[]> {
    await this.until(() => this.answerCount >= count);
    return this.answers;
  }

  /** Resolves when the gateway has closed the connection. */
  closed(): Promise<void> {
    return this.until(() => this.isClosed);
  }

  private take(chunk: Buffer): void {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (bytes.length >= 4) {
      const end = 4 + bytes.readUInt32BE(0);
      if (bytes.length < end) break;
      const answer = new Answer(bytes.subarray(4, end));
      this.answerCount++;
      if (this.keepsAnswers) this.answers.push(answer);
      bytes = bytes.subarray(end);
    }
    this.rest = bytes;
    this.look();
  }

  private look(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}
