import type { AdminAnswer } from "../admin-answer.ts";
import { bad, checkQuery } from "../admin-api/api-request.ts";
import type { HistogramReaders } from "./histogram-readers.ts";

/**
 * `/histograms?reader=NAME`: what was recorded since the reader's last pull, as an HdrHistogram log. The first pull begins its
 * first interval, and has nothing.
 * @param gather has the workers report; what they say comes to the readers.
 */
export async function histogramPage(
  readers: HistogramReaders,
  gather: () => Promise<unknown>,
  query: URLSearchParams,
): Promise<AdminAnswer> {
  checkQuery(query, ["reader"]);
  const name = query.get("reader") ?? "";
  if (!/^[a-zA-Z0-9._-]{1,64}$/.test(name)) {
    throw bad("FIELD_INVALID", "reader", "reader is a name of 1 to 64 letters, digits, dots, dashes and underscores");
  }
  // What was recorded before a new reader's interval is in the workers still: it is theirs who came before.
  if (!readers.has(name)) await gather();
  readers.enter(name);
  await gather();
  const { interval, histograms, leftOut } = readers.pull(name);
  const note = leftOut === 0 ? "" : `#[${leftOut} histograms are left out: there are too many]\n`;
  // Whoever pulls none needs no package for them.
  const { writeHistogramLog } = await import("./histogram-log.ts");
  const body = writeHistogramLog(interval, histograms) + note;
  return { status: 200, contentType: "text/plain; charset=utf-8", body };
}
