import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ResultsError, readResults } from "../../bench/suite/read-results.ts";
import type { SuiteResult } from "../../bench/suite/suite-result.ts";
import { UsageError } from "../usage-error.ts";

/** The results in files that `prism bench run --output` wrote, in their order. Throws a UsageError that names the file. */
export function readResultFiles(files: readonly string[], cwd: string): SuiteResult[] {
  return files.flatMap((file) => {
    try {
      return readResults(readFileSync(resolve(cwd, file), "utf8"), file);
    } catch (error) {
      if (error instanceof ResultsError) throw new UsageError(error.message);
      throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
    }
  });
}
