import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import * as h2 from "./frames.ts";

/** What a server made of what it was sent. */
export interface Outcome {
  /**
   * `open`; `ended`, with the error code of the first GOAWAY that had one, or null when it closed without; or `silent`, when
   * it does not even answer a PING.
   */
  readonly connection: "open" | "silent" | { readonly ended: number | null };
  /** By stream: whether it was answered to its end, or the error code that it was reset with. Of an ended connection: none. */
  readonly streams: Readonly<Record<number, "answered" | number>>;
}

/**
 * Greets, sends all of `bytes` at once, waits until the server has said all that it has to say, does so with what is `later`
 * as well, and leaves.
 */
export async function outcomeOf(port: number, bytes: Buffer, later: Buffer | null = null): Promise<Outcome> {
  const listener = new Listener();
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const closed = new Promise<void>((resolve) => void socket.once("close", () => resolve()));
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => listener.hear(chunk));
  socket.write(Buffer.concat([h2.preface, h2.frame(h2.Type.SETTINGS, 0, 0)]));
  // Node says nothing of what is wrong with what comes together with a greeting.
  await Promise.race([once(socket, "data"), closed]);
  socket.write(bytes);
  for (let turn = 1; turn <= 2 * TURNS; turn++) {
    if (turn === TURNS + 1) {
      if (later === null) break;
      socket.write(later);
    }
    const answered = listener.pong(turn);
    socket.write(h2.frame(h2.Type.PING, 0, 0, h2.words(MARK, turn)));
    const silent = new AbortController();
    const said = await Promise.race([
      answered.then(() => "open" as const),
      Promise.race([closed, listener.failed]).then(() => ({ ended: listener.goAway })),
      pause(SILENCE_MS, "silent" as const, { signal: silent.signal }),
    ]);
    silent.abort();
    if (said === "open") continue;
    socket.destroy();
    return { connection: said, streams: {} };
  }
  socket.destroy();
  return { connection: "open", streams: listener.streams };
}

class Listener {
  /** The error code of the connection's end; null as long as there was none. */
  goAway: number | null = null;
  readonly failed: Promise<void>;
  readonly streams: Record<number, "answered" | number> = {};
  private rest: Buffer = Buffer.alloc(0);
  private awaited = 0;
  private onPong: () => void = () => undefined;
  private onFailed: () => void = () => undefined;

  constructor() {
    this.failed = new Promise((resolve) => {
      this.onFailed = resolve;
    });
  }

  /** Resolves when the PING of this turn is answered. */
  pong(turn: number): Promise<void> {
    this.awaited = turn;
    return new Promise((resolve) => {
      this.onPong = resolve;
    });
  }

  hear(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= 9) {
      const end = 9 + this.rest.readUIntBE(0, 3);
      if (this.rest.length < end) return;
      this.onFrame(this.rest.subarray(0, end));
      this.rest = this.rest.subarray(end);
    }
  }

  private onFrame(bytes: Buffer): void {
    const [type, flags, stream] = [bytes[3], bytes[4] as number, bytes.readUInt32BE(5)];
    const carries = type === h2.Type.DATA || type === h2.Type.HEADERS;
    if (carries && (flags & h2.END_STREAM) !== 0) this.streams[stream] ??= "answered";
    else if (type === h2.Type.RST_STREAM) this.streams[stream] ??= bytes.readUInt32BE(9);
    else if (type === h2.Type.GOAWAY) this.onGoAway(bytes.readUInt32BE(13));
    else if (type === h2.Type.PING && (flags & h2.ACK) !== 0) this.onPing(bytes);
  }

  private onGoAway(code: number): void {
    if (code === 0) return;
    this.goAway ??= code;
    this.onFailed();
  }

  private onPing(bytes: Buffer): void {
    if (bytes.readUInt32BE(9) === MARK && bytes.readUInt32BE(13) === this.awaited) this.onPong();
  }
}

/** Round trips after which a server has said what it has to say: an answer takes it one turn of its loop, or two. */
const TURNS = 3;
/** What answers within a millisecond, if at all. */
const SILENCE_MS = 1_000;
const MARK = 0x0b5e_55ed;
