import { fromByteString } from "../../codec/byte-string.ts";
import type { Method } from "../../codec/json/services.ts";
import {
  type GetStreamMessage,
  readGetStream,
  writeStreamHead,
  writeStreamPart,
} from "../../codec/value-stream-messages.ts";
import { offsetBehind } from "../large/refusals.ts";
import { ValueCalls } from "../large/value-calls.ts";
import { downloadParts, openValue } from "../large/value-download.ts";
import { malformedCall } from "../subscriptions/refusals.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";
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
      for await (const part of downloadParts({ calls, room: call.chunkRoom, opened, span, accept })) {
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

const HOW_TO_GO_ON = "go on with offset set to how many bytes have come, if the value has the same version";
