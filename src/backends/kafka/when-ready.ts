import { ErrorCode } from "./error-code.ts";
import { codeOf } from "./errors.ts";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 320;
/** What a broker says that has just started, or that has just got a topic or a group to look after. */
const LOADING = new Set<number>([
  ErrorCode.COORDINATOR_LOADING,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.NOT_LEADER,
  ErrorCode.LEADER_NOT_AVAILABLE,
]);

/**
 * Asks a broker for something that it cannot tell yet, because it is still loading, until it can, or for so long. For
 * what changes nothing when it is asked again: who looks after a group, where that is, how long a log is, which number a producer has.
 */
export async function whenReady<T>(ask: () => Promise<T>, timeoutMs: number): Promise<T> {
  let pauseMs = FIRST_PAUSE_MS;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      return await ask();
    } catch (error) {
      if (!LOADING.has(codeOf(error)) || waitedMs >= timeoutMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
  }
}
