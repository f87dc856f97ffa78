import type { AdminAnswer } from "../admin-answer.ts";
import { bad, checkQuery, choiceIn, numberIn } from "../admin-api/api-request.ts";
import { inOrder, TOP_ORDERS, type TopReport } from "./top-report.ts";
import type { TopInterval } from "./top-watch.ts";

/**
 * `/top`: how the gateway did in the latest interval. `?sort=` orders the operations, `?filter=` takes those whose namespace or
 * operation has the text in it, `?limit=` bounds them.
 */
export async function topPage(look: () => Promise<TopInterval>, query: URLSearchParams): Promise<AdminAnswer> {
  checkQuery(query, ["sort", "filter", "limit"]);
  const order = choiceIn(query, "sort", TOP_ORDERS);
  const limit = query.has("limit") ? numberIn(query, "limit") : DEFAULT_TOP_OPERATIONS;
  if (limit > MAX_TOP_OPERATIONS) {
    throw bad("BAD_NUMBER", "limit", `the parameter limit is at most ${MAX_TOP_OPERATIONS}`);
  }
  const filter = query.get("filter") ?? "";
  const interval = await look();
  const operations = interval.operations.filter((row) => `${row.namespace} ${row.operation}`.includes(filter));
  const report: TopReport = {
    ...interval,
    operations: inOrder(operations, order).slice(0, limit),
    operationCount: operations.length,
  };
  return { status: 200, contentType: "application/json; charset=utf-8", body: `${JSON.stringify(report)}\n` };
}

/** Fits on a tall terminal. */
export const DEFAULT_TOP_OPERATIONS = 50;
/** Some 120 KiB of JSON. */
export const MAX_TOP_OPERATIONS = 500;
