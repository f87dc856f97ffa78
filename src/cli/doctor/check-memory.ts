import { approximateBytes } from "../approximate-bytes.ts";
import { type CheckResult, ok, warn } from "./check-result.ts";

const MIB = 1024 * 1024;
/** An acceptor and two workers with their heaps and caches, before any in-memory namespace. */
const COMFORTABLE_BYTES = 512 * MIB;

/** Memory of the machine; `limitBytes` is what its control group allows this process, 0 = no limit. */
export interface MemoryFigures {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly limitBytes: number;
}

export function checkMemory({ freeBytes, totalBytes, limitBytes }: MemoryFigures): CheckResult {
  const isLimited = limitBytes > 0 && limitBytes < totalBytes;
  const usable = isLimited ? Math.min(freeBytes, limitBytes) : freeBytes;
  const found = `${approximateBytes(usable)} free of ${approximateBytes(isLimited ? limitBytes : totalBytes)}${isLimited ? " that this process may use" : ""}`;
  if (usable >= COMFORTABLE_BYTES) return ok("memory", found);
  return warn(
    "memory",
    found,
    `free some memory, or lower \`workers\` and the backends' maxBytes: ${approximateBytes(COMFORTABLE_BYTES)} is comfortable`,
  );
}
