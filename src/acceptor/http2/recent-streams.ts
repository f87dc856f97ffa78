import { MAX_REMEMBERED_STREAMS } from "./http2-limits.ts";

/** How a stream came to its end. */
export const Ending = { UNKNOWN: 0, BOTH: 1, RESET: 2 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/** The last streams that ended: what comes on one that was reset has been under way; on one that both sides ended, it is wrong. */
export class RecentStreams {
  private readonly ids = new Int32Array(MAX_REMEMBERED_STREAMS);
  private readonly endings = new Uint8Array(MAX_REMEMBERED_STREAMS);
  private next = 0;

  add(id: number, ending: Ending): void {
    this.ids[this.next] = id;
    this.endings[this.next] = ending;
    this.next = (this.next + 1) % MAX_REMEMBERED_STREAMS;
  }

  endingOf(id: number): Ending {
    const place = this.ids.lastIndexOf(id);
    return place < 0 ? Ending.UNKNOWN : (this.endings[place] as Ending);
  }
}
