import { DEFAULT_OFFLOAD_QUEUE } from "../../common/limits.ts";
import { Offload } from "../../offload/offload.ts";
import type { CliContext } from "../cli-context.ts";

/** Does `action` with threads for the work on rows, which are gone when it is over. */
export async function withBulkPool<T>(context: CliContext, action: (pool: Offload) => Promise<T>): Promise<T> {
  const threads = Math.max(1, Math.min(MAX_THREADS, context.environment.cores - 1));
  const pool = new Offload({ threads, maxQueue: DEFAULT_OFFLOAD_QUEUE });
  try {
    return await action(pool);
  } finally {
    await pool.close();
  }
}

/** Two threads make and read rows faster than one connection takes them. */
const MAX_THREADS = 2;
