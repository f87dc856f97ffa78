const KIB = 1024;
const MIB = 1024 * KIB;

export interface OverlayLimits {
  /** Journal bytes at which a generation is applied. */
  readonly journalBytes: number;
  /** Memory of a generation at which it is applied; three generations are kept at most, of twice this at worst. */
  readonly generationBytes: number;
  /** How much of a generation one step applies, counted as memory. */
  readonly stepBytes: number;
  /** Journal rows that one step deletes. */
  readonly stepRows: number;
  /** A larger value goes straight into the table: writing it twice would cost more than the pages it saves. */
  readonly maxValueBytes: number;
}

/**
 * Reasons by measurement, see ADR-013. Half the journal costs a tenth more per hot write, twice as much gains nothing. A
 * step takes some 2 ms. Values of 1 KiB win 1.6 times, of 2 kB nothing, and of 4 kB lose.
 */
export const defaultOverlayLimits: OverlayLimits = {
  journalBytes: 16 * MIB,
  generationBytes: 16 * MIB,
  stepBytes: 128 * KIB,
  stepRows: 256,
  maxValueBytes: 1 * KIB,
};
