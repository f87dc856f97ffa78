/** Who pulls histograms at one time, each under a name; each keeps what came since its last pull. */
export const MAX_HISTOGRAM_READERS = 8;

/** A reader that has not pulled for so long is forgotten: a load test that has ended, say. */
export const HISTOGRAM_READER_IDLE_MS = 15 * 60_000;

/** Histograms that are kept for a reader: of the first so many series that it hears of. Each is some KiB. */
export const MAX_READER_HISTOGRAMS = 2_048;
