import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { CallNumber } from "../../src/codec/calls.ts";
import { ClientRequest } from "../../src/codec/client-request.ts";
import { FrameSplitter } from "../../src/codec/frame-splitter.ts";
import { readError } from "../../src/codec/read-error.ts";
import { RESPONSE_ERROR } from "../../src/codec/response.ts";
import { ResponseView } from "../../src/codec/response-view.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";
import { DEFAULT_MAX_FRAME_BYTES } from "../../src/common/limits.ts";

/** An answer's message, `bytes[from, to)`, borrowed until the call returns. */
export type OnAnswer = (id: number, bytes: Buffer, from: number, to: number) => void;

/** A connection of the TCP door that sends calls and hears of their answers; any error ends the measure. */
export class StreamConnection {
  private readonly socket: Socket;
  private readonly splitter = new FrameSplitter(DEFAULT_MAX_FRAME_BYTES);
  private readonly writer = new WireWriter();
  private readonly view = new ResponseView();
  private nextId = 1;

  private constructor(socket: Socket, onAnswer: OnAnswer) {
    this.socket = socket;
    socket.on("data", (chunk) => {
      // What its answers bring about goes out in one write.
      socket.cork();
      this.splitter.push(chunk, (bytes, start, end) => {
        const { view } = this;
        if (!view.read(bytes, start, end)) throw new Error("an answer is no message");
        if (view.result === RESPONSE_ERROR) throw new Error(readError(bytes as Buffer, view.from, view.to)?.message);
        onAnswer(view.id, bytes as Buffer, view.from, view.to);
        return true;
      });
      socket.uncork();
    });
  }

  static async open(port: number, onAnswer: OnAnswer): Promise<StreamConnection> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    await once(socket, "connect");
    return new StreamConnection(socket, onAnswer);
  }

  /** Sends a call; returns its id. */
  send(call: CallNumber, namespace: string, body: Uint8Array): number {
    const id = this.nextId++;
    const request = new ClientRequest(call, namespace);
    request.body = body;
    this.writer.reset(Buffer.allocUnsafe(request.frameBytes(id, 0)), 0);
    request.writeFrame(this.writer, id, 0);
    this.socket.write(this.writer.bytes);
    return id;
  }

  close(): void {
    this.socket.destroy();
  }
}
