import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { connect as connectTls } from "node:tls";
import { afterwards } from "../afterwards.ts";
import { eventually } from "../eventually.ts";
import * as h2 from "./frames.ts";

/** A client that minds no rule: sends what it likes, and counts what it is told, by the frames' types. */
export class Attacker {
  readonly socket: Socket;
  /** By type: how many frames have come. */
  readonly heard: number[] = new Array(256).fill(0);
  /** The error code of the last GOAWAY; null as long as there was none. */
  goAway: number | null = null;
  /** … and of the last RST_STREAM. */
  lastReset: number | null = null;
  isClosed = false;
  /** Bytes of DATA that it may send, over all streams. */
  room = 65_535;
  private rest = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.isClosed = true;
    });
    socket.on("data", (chunk: Buffer) => this.hear(chunk));
  }

  /** One that is connected and has said nothing; over TLS with the authority of the door's certificate. */
  static async connect(t: TestContext, port: number, ca?: string): Promise<Attacker> {
    const address = { host: "127.0.0.1", port, noDelay: true };
    const socket =
      ca === undefined
        ? connect(address)
        : connectTls({ ...address, ca, servername: "localhost", ALPNProtocols: ["h2"] }).setNoDelay();
    afterwards(t, () => socket.destroy());
    const attacker = new Attacker(socket);
    await new Promise((resolve) => {
      socket.once(ca === undefined ? "connect" : "secureConnect", resolve);
      // There may be no room for it.
      socket.once("close", resolve);
    });
    return attacker;
  }

  /** One that has greeted. */
  static async open(t: TestContext, port: number, ca?: string): Promise<Attacker> {
    const attacker = await Attacker.connect(t, port, ca);
    attacker.socket.write(Buffer.concat([h2.preface, h2.frame(h2.Type.SETTINGS, 0, 0)]));
    await eventually("it is greeted", () => (attacker.heard[h2.Type.SETTINGS] ?? 0) >= 2);
    return attacker;
  }

  /** Sends, and waits until the socket has taken it; false when that takes long, for nobody reads, or when it is closed. */
  async send(bytes: Buffer, patienceMs = 2_000): Promise<boolean> {
    if (this.isClosed || !this.socket.writable) return false;
    if (this.socket.write(bytes)) {
      await new Promise((resolve) => setImmediate(resolve));
      return !this.isClosed;
    }
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patienceMs);
    try {
      await Promise.race([
        once(this.socket, "drain", { signal: late.signal }),
        once(this.socket, "close", { signal: late.signal }),
      ]);
      return !this.isClosed;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      late.abort();
    }
  }

  async closed(): Promise<void> {
    await eventually("the attacker's connection is gone", () => this.isClosed);
  }

  private hear(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let pos = 0;
    while (bytes.length - pos >= 9) {
      const end = pos + 9 + bytes.readUIntBE(pos, 3);
      if (end > bytes.length) break;
      const type = bytes[pos + 3] as number;
      this.heard[type] = (this.heard[type] ?? 0) + 1;
      if (type === h2.Type.WINDOW_UPDATE && bytes.readUInt32BE(pos + 5) === 0) this.room += bytes.readUInt32BE(pos + 9);
      if (type === h2.Type.RST_STREAM) this.lastReset = bytes.readUInt32BE(pos + 9);
      if (type === h2.Type.GOAWAY) this.goAway = bytes.readUInt32BE(pos + 13);
      pos = end;
    }
    this.rest = Buffer.from(bytes.subarray(pos));
  }
}
