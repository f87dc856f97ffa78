import { fromByteString } from "../../codec/byte-string.ts";
import type { Method } from "../../codec/json/services.ts";
import {
  type GetStreamMessage,
  readGetStream,
  writeStreamHead,
  writeStreamPart,
} from "../../codec/value-stream-messages.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import { offsetBehind } from "../large/refusals.ts";
import { ValueCalls } from "../large/value-calls.ts";
import { downloadParts, openValue, type ReadingRoom } from "../large/value-download.ts";
import { malformedCall } from "../subscriptions/refusals.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { methodOfCall } from "./value-methods.ts";

/** KeyValueService.GetStream: a value of any size, of which the next part is read when its client has taken the one before. */
export class GetStreamHandler implements CallHandler {
  readonly method: Method;
  readonly changesNothing = true;

  constructor(method: Method) {
    this.method = method;
  }

  handle(call: IncomingCall): void {
    // It may take as long as its client does: the connection's other calls are not to wait for it.
    call.standAside();
    const request = readGetStream(Buffer.from(call.message));
    if (request === null) call.fail(malformedCall);
    else {
      const namespace = fromByteString(request.namespace);
      new GetStream(call).run(request).catch((error: unknown) => call.failWith(error, namespace));
    }
  }
}

class GetStream {
  private readonly call: IncomingCall;
  /** Ends the wait for a part to leave. */
  private wake: () => void = () => undefined;

  constructor(call: IncomingCall) {
    this.call = call;
  }

  async run({ namespace, key, offset, length, acceptEncodings }: GetStreamMessage): Promise<void> {
    const { call } = this;
    const calls = new ValueCalls(namespace, key, (number, message, onAnswer) =>
      call.ask(methodOfCall(number), message, onAnswer),
    );
    call.onOver = () => {
      calls.giveUp();
      this.wake();
    };
    const opened = await openValue(calls);
    if (opened.found && offset > opened.size) throw offsetBehind(opened.size);
    call.goOn = HOW_TO_GO_ON;
    await this.write(writeStreamHead(opened));
    const to = length === 0 ? opened.size : Math.min(offset + length, opened.size);
    const span = { from: offset, to };
    if (opened.downloadId === "") await this.writeSmall((opened.value as Uint8Array).subarray(offset, to));
    else {
      const isWhole = offset === 0 && to === opened.size;
      const accept = isWhole ? acceptEncodings : [];
      const room = new KeptRoom(call.chunkRoom, call.kept);
      for await (const part of downloadParts({ calls, room, opened, span, accept })) {
        if (call.isDone) return;
        await this.write(writeStreamPart(part.encoding, part.data));
      }
    }
    call.end();
  }

  private async writeSmall(value: Uint8Array): Promise<void> {
    if (value.length > 0) await this.write(writeStreamPart("identity", value));
  }

  /** Resolves when it has left for the client, or the call is over. */
  private write(bytes: Buffer): Promise<void> {
    const { call } = this;
    if (call.isDone) return Promise.resolve();
    return new Promise((resolve) => {
      const kept = call.push(bytes, 0, bytes.length, () => this.wake());
      call.kept.keep(kept);
      this.wake = () => {
        this.wake = () => undefined;
        call.kept.release(kept);
        resolve();
      };
    });
  }
}

/** The connection's room for chunks, where those that are read ahead count as kept for its client, too. */
class KeptRoom implements ReadingRoom {
  private readonly room: ChunkRoom;
  private readonly kept: KeptMessages;

  constructor(room: ChunkRoom, kept: KeptMessages) {
    this.room = room;
    this.kept = kept;
  }

  async take(bytes: number): Promise<void> {
    await new Promise<void>((resolve) => this.await(resolve));
    await this.room.take(bytes);
    this.kept.keep(bytes);
  }

  tryTake(bytes: number): boolean {
    if (!this.room.tryTake(bytes)) return false;
    this.kept.keep(bytes);
    return true;
  }

  release(bytes: number): void {
    this.room.release(bytes);
    this.kept.release(bytes);
  }

  /** Calls back once there is room for what is kept. */
  private await(onRoom: () => void): void {
    if (this.kept.mayFetch(() => this.await(onRoom))) onRoom();
  }
}

const HOW_TO_GO_ON = "go on with offset set to how many bytes have come, if the value has the same version";
