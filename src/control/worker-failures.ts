import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";

/** Why the workers of a gateway cannot be changed as somebody asked. */

/** What these namespaces have is in the memory of the workers that would go. */
export function memoryHeld(namespaces: readonly string[]): PrismError {
  const named = namespaces.slice(0, MOST_NAMES).join(", ");
  const more = namespaces.length > MOST_NAMES ? ` and ${namespaces.length - MOST_NAMES} more` : "";
  const message = `what is in ${named}${more} is in the memory of workers that would go: empty or delete these namespaces first, keep more workers, or restart the gateway with fewer, which loses it too`;
  return new PrismError(
    new Failure(Code.FAILED_PRECONDITION, "WORKER_HOLDS_MEMORY", message, { metadata: { namespaces: named } }),
    { source: "client", retry: "never" },
  );
}

/** A worker did not answer what it has in time: a store on the network may be slow. */
export function workerStillBusy(worker: number): PrismError {
  return new PrismError(
    new Failure(
      Code.UNAVAILABLE,
      "WORKER_BUSY",
      `worker ${worker} did not answer what it has in time; nothing was changed; try again`,
      { retryAfterMs: 1_000 },
    ),
    { retry: "safe" },
  );
}

export function workerNotStarted(worker: number, problem: string): PrismError {
  return new PrismError(
    new Failure(
      Code.UNAVAILABLE,
      "WORKER_NOT_STARTED",
      `worker ${worker} could not be started: ${problem}; the workers are those from before`,
      { retryAfterMs: 1_000 },
    ),
    { retry: "safe" },
  );
}

const MOST_NAMES = 5;
