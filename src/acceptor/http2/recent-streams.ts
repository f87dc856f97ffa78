import { MAX_REMEMBERED_STREAMS } from "./http2-limits.ts";

/** How a stream came to its end: both sides said their last, we reset it, or its client did. */
export const Ending = { UNKNOWN: 0, BOTH: 1, RESET: 2, GIVEN_UP: 3 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/**
 * The last streams that ended: what comes on one that we reset has been under way; on one that its client ended or gave up,
 * it is wrong. A word for each, in a ring that grows with them, for many connections have few:
 *
 *   id / 2, for a client's are odd (30 bits) │ ending (2)
 */
export class RecentStreams {
  private words: Int32Array = none;
  private next = 0;

  /** A stream has ended that is not among them. */
  add(id: number, ending: Ending): void {
    if (this.next === this.words.length) this.turn();
    this.words[this.next++] = wordOf(id, ending);
  }

  /** What counts from now on of a stream that ended before. */
  change(id: number, ending: Ending): void {
    const place = this.placeOf(id);
    if (place < 0) this.add(id, ending);
    else this.words[place] = wordOf(id, ending);
  }

  endingOf(id: number): Ending {
    const place = this.placeOf(id);
    return place < 0 ? Ending.UNKNOWN : (((this.words[place] as number) & ENDING) as Ending);
  }

  private placeOf(id: number): number {
    const wanted = wordOf(id, Ending.UNKNOWN);
    const { words } = this;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number;
      // Of a place where none is, nothing is known either.
      if ((word & ~ENDING) === wanted && word !== wanted) return i;
    }
    return -1;
  }

  private turn(): void {
    if (this.words.length === MAX_REMEMBERED_STREAMS) {
      this.next = 0;
      return;
    }
    const roomier = new Int32Array(Math.max(FIRST_REMEMBERED, this.words.length * GROWTH));
    roomier.set(this.words);
    this.words = roomier;
  }
}

function wordOf(id: number, ending: Ending): number {
  return ((id >>> 1) << 2) | ending;
}

const ENDING = 0x3;
const FIRST_REMEMBERED = 16;
const GROWTH = 4;
const none = new Int32Array(0);
