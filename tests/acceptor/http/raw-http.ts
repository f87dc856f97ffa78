import { connect } from "node:net";
import type { TestContext } from "node:test";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { afterwards } from "../../support/afterwards.ts";

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A connection that sends whatever bytes a test wants, and splits what comes back into answers. */
export class RawHttp {
  readonly answers: RawAnswer[] = [];
  isClosed = false;
  private readonly socket;
  private rest = "";
  private readonly watchers = new Set<() => void>();

  private constructor(port: number, tls: ConnectionOptions | null) {
    const where = { host: "127.0.0.1", port, noDelay: true };
    this.socket = tls === null ? connect(where) : connectTls({ ...where, servername: "localhost", ...tls });
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => {
      this.rest += text;
      this.split();
      this.look();
    });
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      this.isClosed = true;
      this.look();
    });
  }

  /** @param tls null = without TLS. */
  static async open(t: TestContext, port: number, tls: ConnectionOptions | null = null): Promise<RawHttp> {
    const raw = new RawHttp(port, tls);
    afterwards(t, () => raw.socket.destroy());
    await new Promise<void>((resolve, reject) => {
      raw.socket.once(tls === null ? "connect" : "secureConnect", resolve);
      raw.socket.once("error", reject);
    });
    return raw;
  }

  /** Bytes are the characters of `text`. */
  send(text: string): void {
    this.socket.write(text, "latin1");
  }

  destroy(): void {
    this.socket.destroy();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Stops reading what the server sends. */
  pause(): void {
    this.socket.pause();
  }

  /** Resolves with the first `count` answers, or with those that came before the connection closed. */
  answered(count: number): Promise<readonly RawAnswer[]> {
    return this.until(() => this.answers.length >= count || this.isClosed).then(() => this.answers.slice(0, count));
  }

  closed(): Promise<void> {
    return this.until(() => this.isClosed);
  }

  private until(condition: () => boolean): Promise<void> {
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

  private split(): void {
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [line = "", ...fields] = this.rest.slice(0, end).split("\r\n");
      const headers = new Map(fields.map((field) => splitField(field)));
      const length = Number(headers.get("content-length") ?? 0);
      if (this.rest.length < end + 4 + length) return;
      const body = this.rest.slice(end + 4, end + 4 + length);
      this.answers.push({ status: Number(line.split(" ")[1]), headers, body });
      this.rest = this.rest.slice(end + 4 + length);
    }
  }

  private look(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

function splitField(field: string): [string, string] {
  const colon = field.indexOf(":");
  return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
}
