import { MAX_REMEMBERED_STREAMS } from "./http2-limits.ts";

/** How a stream came to its end: both sides said their last, we reset it, or its client did. */
export const Ending = { UNKNOWN: 0, BOTH: 1, RESET: 2, GIVEN_UP: 3 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/**
 * The last streams that ended: what comes on one that we reset has been under way; on one that its client ended or gave up,
 * it is wrong.
 */
export class RecentStreams {
  private readonly ids = new Int32Array(MAX_REMEMBERED_STREAMS);
  private readonly endings = new Uint8Array(MAX_REMEMBERED_STREAMS);
  private next = 0;

  /** A stream has ended that is not among them. */
  add(id: number, ending: Ending): void {
    this.ids[this.next] = id;
    this.endings[this.next] = ending;
    this.next = (this.next + 1) % MAX_REMEMBERED_STREAMS;
  }

  /** What counts from now on of a stream that ended before. */
  change(id: number, ending: Ending): void {
    const place = this.ids.indexOf(id);
    if (place < 0) this.add(id, ending);
    else this.endings[place] = ending;
  }

  endingOf(id: number): Ending {
    const place = this.ids.indexOf(id);
    return place < 0 ? Ending.UNKNOWN : (this.endings[place] as Ending);
  }
}
