import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { afterwards } from "../../support/afterwards.ts";
import { Answer } from "../../support/answer.ts";

export const Opcode = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 } as const;

/** A WebSocket that sends whatever a test wants, and collects what comes back. */
export class WebSocketClient {
  readonly socket: Socket;
  /** The answers in the binary messages, which are one stream of frames. */
  readonly answers: Answer[] = [];
  /** Of each binary message. */
  readonly messageBytes: number[] = [];
  readonly pongs: string[] = [];
  /** Of the answer to the upgrade; 101 when it was taken. */
  status = 0;
  head = "";
  /** What stands behind the head of an answer other than 101. */
  body = "";
  closeCode = 0;
  closeReason = "";
  isClosed = false;
  private rest: Buffer = Buffer.alloc(0);
  private stream: Buffer = Buffer.alloc(0);
  private readonly watchers = new Set<() => void>();

  private constructor(port: number) {
    this.socket = connect({ host: "127.0.0.1", port, noDelay: true });
    this.socket.on("data", (chunk: Buffer) => this.take(chunk));
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      this.isClosed = true;
      this.look();
    });
  }

  /** Asks for the upgrade, and resolves when it is answered or the connection closed. */
  static async open(
    t: TestContext,
    port: number,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<WebSocketClient> {
    const client = new WebSocketClient(port);
    afterwards(t, () => client.socket.destroy());
    const fields = {
      Host: "a",
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...headers,
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    client.socket.write(`GET /v1/ws HTTP/1.1\r\n${lines.join("")}\r\n`);
    await client.until(() => client.status !== 0 || client.isClosed);
    return client;
  }

  /** One frame of the WebSocket protocol. */
  sendFrame(opcode: number, payload: Uint8Array, isLast = true): void {
    this.socket.write(encodeFrame(opcode, payload, isLast));
  }

  send(message: Uint8Array): void {
    this.sendFrame(Opcode.BINARY, message);
  }

  /** Resolves with the answers when there are so many, or the connection closed. */
  async answered(count: number): Promise<readonly Answer[]> {
    await this.until(() => this.answers.length >= count || this.isClosed);
    return this.answers;
  }

  async closed(): Promise<void> {
    await this.until(() => this.isClosed);
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  private take(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    if (this.status === 0) this.takeHead();
    if (this.status === 101) while (this.takeFrame());
    else this.body = this.rest.toString();
    this.look();
  }

  private takeHead(): void {
    const end = this.rest.indexOf("\r\n\r\n");
    if (end === -1) return;
    this.head = this.rest.toString("latin1", 0, end);
    this.rest = this.rest.subarray(end + 4);
    this.status = Number(this.head.split(" ")[1]);
  }

  private takeFrame(): boolean {
    const { rest } = this;
    if (rest.length < 2) return false;
    const short = (rest[1] as number) & 0x7f;
    const from = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < from) return false;
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
    if (rest.length < from + length) return false;
    this.takePayload((rest[0] as number) & 0x0f, rest.subarray(from, from + length));
    this.rest = rest.subarray(from + length);
    return true;
  }

  private takePayload(opcode: number, payload: Buffer): void {
    if (opcode === Opcode.PONG) this.pongs.push(payload.toString());
    if (opcode === Opcode.CLOSE && payload.length >= 2) {
      this.closeCode = payload.readUInt16BE(0);
      this.closeReason = payload.toString("utf8", 2);
    }
    if (opcode !== Opcode.BINARY) return;
    this.messageBytes.push(payload.length);
    this.stream = Buffer.concat([this.stream, payload]);
    while (this.stream.length >= 4) {
      const end = 4 + this.stream.readUInt32BE(0);
      if (this.stream.length < end) break;
      this.answers.push(new Answer(this.stream.subarray(4, end)));
      this.stream = this.stream.subarray(end);
    }
  }

  private look(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

function encodeFrame(opcode: number, payload: Uint8Array, isLast: boolean): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(14);
  header[0] = (isLast ? 0x80 : 0) | opcode;
  let at = 2;
  if (length < 126) header[1] = 0x80 | length;
  else if (length < 65_536) {
    header[1] = 0x80 | 126;
    at = header.writeUInt16BE(length, 2);
  } else {
    header[1] = 0x80 | 127;
    at = header.writeBigUInt64BE(BigInt(length), 2);
  }
  const mask = randomBytes(4);
  header.set(mask, at);
  const masked = Buffer.from(payload);
  for (let i = 0; i < length; i++) masked[i] = (masked[i] as number) ^ (mask[i % 4] as number);
  return Buffer.concat([header.subarray(0, at + 4), masked]);
}
