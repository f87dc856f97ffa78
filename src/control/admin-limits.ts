/** The bounds of the admin port. It serves probes, a scraper or two, and people: what is far from that is not served. */

/** Connections at one time; the next one is closed at once. */
export const MAX_ADMIN_CONNECTIONS = 128;
/** Bytes of a request's line and headers: Prometheus sends some 400. */
export const MAX_ADMIN_HEADER_BYTES = 8 * 1024;
/** Characters of the path and the query. */
export const MAX_ADMIN_URL_LENGTH = 1024;
/** How long the admin port waits for its clients. */
export const ADMIN_TIMEOUTS = {
  /** From the connection to the end of the first headers: who is silent or dribbles is cut off. */
  headersMs: 5_000,
  /** … and to the end of the whole request. */
  requestMs: 10_000,
  /** How often those two are looked at. */
  checkMs: 1_000,
  /** A connection that waits for its next request: longer than scrapes are apart, so that a scraper keeps its own. */
  keepAliveMs: 20_000,
  /** A connection on which nothing moves, for example of a client that does not read its answer. */
  stallMs: 30_000,
};
/** How long a page of metrics waits for the workers; then it shows what there is. */
export const WORKER_REPORT_TIMEOUT_MS = 1_000;
/** How long a scrape waits for its page in any case: under the 10 seconds that Prometheus waits. */
export const SCRAPE_TIMEOUT_MS = 8_000;
/** How long closing waits for answers under way. */
export const ADMIN_CLOSE_GRACE_MS = 1_000;
/** How long a profile may look: ten thousand samples in ten seconds are mostly enough. */
export const MAX_PROFILE_SECONDS = 60;
/** What a profile may have: a heap is written down while it is under half of this, and the gateway holds it in memory once. */
export const MAX_PROFILE_BYTES = 128 * 1024 * 1024;
