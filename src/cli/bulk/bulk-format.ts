import { Option } from "commander";
import { UsageError } from "../usage-error.ts";

/** What a file of rows is. */
export type BulkFormat = (typeof BULK_FORMATS)[number];

export const BULK_FORMATS = ["ndjson", "csv", "parquet"] as const;

export function formatOption(): Option {
  return new Option("--format <format>", "what the file is, unless its name ends in it").choices(BULK_FORMATS);
}

/** What is asked for, or what the name of the file ends in, before `.gz` if it ends in that. */
export function formatOf(file: string, asked: BulkFormat | undefined): BulkFormat {
  if (asked !== undefined) return asked;
  const [, ending = ""] = /\.([a-z]+)(?:\.gz)?$/i.exec(file) ?? [];
  const format = endings[ending.toLowerCase()];
  if (format !== undefined) return format;
  if (file === "-") return "ndjson";
  throw new UsageError(`the name of ${file} does not end in what it is; give --format ${BULK_FORMATS.join(" or ")}`);
}

const endings: Readonly<Record<string, BulkFormat>> = {
  ndjson: "ndjson",
  jsonl: "ndjson",
  csv: "csv",
  parquet: "parquet",
};
