import { CompressingStream } from "../../../src/acceptor/grpc/compression/compressing-stream.ts";
import { PREFIX_BYTES } from "../../../src/acceptor/grpc/message-collector.ts";
import type { OpenCall } from "../../../src/acceptor/grpc/open-call.ts";
import type { CallStream, StreamReader } from "../../../src/acceptor/grpc/transport/call-stream.ts";

/** A call's stream, which it shows to nobody. */
interface Inside {
  stream: CallStream;
}

/** How a call's messages are on the wire, for a suite that asks: a service has no business with it. */
export class WireView {
  private readonly call: OpenCall;
  /** Of messages that came and were not asked about: the flag before each. */
  private readonly flags: number[] = [];
  private readonly prefix = Buffer.alloc(PREFIX_BYTES);
  private prefixed = 0;
  private left = 0;

  /** To be made before any message is taken. */
  constructor(call: OpenCall) {
    this.call = call;
    const { stream } = call as unknown as Inside;
    const read = stream.read.bind(stream);
    stream.read = (reader) => read(this.tapped(reader));
  }

  /** Whether the message that was taken last came compressed; to be asked once for each. */
  wasCompressed(): boolean {
    return this.flags.shift() === 1;
  }

  /** Writes a message, compressed if its door does that with one of its size, or as it is. */
  write(message: Buffer, mayCompress: boolean): Promise<void> {
    const inside = this.call as unknown as Inside;
    const { stream } = inside;
    if (mayCompress || !(stream instanceof CompressingStream)) return this.call.write(message);
    if (!stream.hasHead) this.call.sendHead([]);
    inside.stream = (stream as unknown as Inside).stream;
    const written = this.call.write(message);
    inside.stream = stream;
    return written;
  }

  private tapped(reader: StreamReader): StreamReader {
    return {
      onChunk: (chunk) => {
        this.look(chunk);
        reader.onChunk(chunk);
      },
      onEnd: () => reader.onEnd(),
      onClosed: () => reader.onClosed(),
    };
  }

  private look(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.left > 0) {
        const taken = Math.min(this.left, chunk.length - at);
        this.left -= taken;
        at += taken;
        continue;
      }
      this.prefix[this.prefixed++] = chunk[at++] as number;
      if (this.prefixed < PREFIX_BYTES) continue;
      this.prefixed = 0;
      this.left = this.prefix.readUInt32BE(1);
      this.flags.push(this.prefix[0] as number);
    }
  }
}
