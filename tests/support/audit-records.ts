import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What is on record of administrators: records of the acceptor's chain, in a gateway's folder, of one operation. */
export function adminRecords(folder: string, operation: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, ".prism", "audit", "acceptor.000001.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return records.filter((record) => record.operation === operation);
}
