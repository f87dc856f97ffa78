import type { FrameScript } from "../../src/bench/frame-script.ts";
import { readByteString } from "../../src/codec/byte-string.ts";
import { readLength } from "../../src/codec/frame-splitter.ts";
import { FRAME_PREFIX_BYTES } from "../../src/common/limits.ts";
import { type Kernel, RUN_FRAMES, RUNS_PER_BATCH } from "./kernel.ts";

/**
 * The least that any program in JavaScript does for a get: the frame is copied, its key read, looked up in a Map, and the
 * value copied behind a head. It is what a worker's cost is a multiple of, so that the gate means the same on every machine.
 */
export class BareKernel implements Kernel {
  private readonly script: FrameScript;
  private readonly values = new Map<string, Buffer>();
  private readonly input = Buffer.alloc(BUFFER_BYTES);
  private readonly output = Buffer.alloc(BUFFER_BYTES);
  private readonly keyBytes: number;
  private next = 0;

  /** The frames' keys stand at their end, as those of gets do. */
  constructor(script: FrameScript, keyBytes: number, valueBytes: number) {
    this.script = script;
    this.keyBytes = keyBytes;
    for (let i = 0; i < script.length; i++) {
      const end = script.offsets[i + 1] as number;
      this.values.set(readByteString(script.bytes, end - keyBytes, end), Buffer.alloc(valueBytes, i));
    }
  }

  runBatch(): void {
    const { bytes, offsets, length } = this.script;
    const { input, output, values, keyBytes } = this;
    let answered = 0;
    let at = 0;
    for (let run = 0; run < RUNS_PER_BATCH; run++) {
      const runBytes = bytes.copy(input, 0, offsets[this.next] as number, offsets[this.next + RUN_FRAMES] as number);
      for (let pos = 0; pos < runBytes; ) {
        pos += FRAME_PREFIX_BYTES + readLength(input, pos);
        const value = values.get(readByteString(input, pos - keyBytes, pos));
        if (value === undefined) throw new Error("a key is not in the map");
        output.writeUInt32BE(value.length, at);
        output.set(value, at + FRAME_PREFIX_BYTES);
        at += FRAME_PREFIX_BYTES + value.length;
        answered++;
      }
      this.next = (this.next + RUN_FRAMES) % length;
    }
    if (answered !== RUNS_PER_BATCH * RUN_FRAMES) throw new Error("a batch was not answered as a whole");
  }
}

/** More than a batch needs. */
const BUFFER_BYTES = 64 * 1024;
