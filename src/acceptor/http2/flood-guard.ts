import { Allowance } from "../../common/allowance.ts";
import type { Clock } from "../../common/clock.ts";
import {
  BYTES_OF_FRAME,
  FRAME_BURST,
  FRAMES_PER_CALL,
  FRAMES_PER_SECOND,
  RESET_BURST,
  RESETS_PER_SECOND,
} from "./http2-limits.ts";

/** Tells when a client costs more than its calls do: HTTP/2 has many frames that carry none. */
export class FloodGuard {
  private readonly frames: Allowance;
  private readonly resets: Allowance;
  private paddingBytes = 0;

  constructor(clock: Clock) {
    this.frames = new Allowance(clock, FRAME_BURST, FRAMES_PER_SECOND);
    this.resets = new Allowance(clock, RESET_BURST, RESETS_PER_SECOND);
  }

  /** A call came, or data of one went either way: each has other frames in its train. */
  onProgress(): void {
    this.frames.add(FRAMES_PER_CALL);
  }

  /** A frame came that carries nothing of a call; false when there are too many. */
  admitFrame(): boolean {
    return this.frames.take();
  }

  /** Bytes came that nobody reads; false when there are too many. */
  admitPadding(bytes: number): boolean {
    this.paddingBytes += bytes;
    if (this.paddingBytes < BYTES_OF_FRAME) return true;
    this.paddingBytes -= BYTES_OF_FRAME;
    return this.frames.take();
  }

  /** A call was given up, by its client or for what its client did with it; false when there are too many. */
  admitReset(): boolean {
    return this.resets.take();
  }
}
