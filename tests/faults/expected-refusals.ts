import assert from "node:assert/strict";

/** What a refusal says, in whichever way it was decoded. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reasons that a store may have to refuse something while its server is away, silent or coming back. */
const EXPECTED = new Set([
  "STORE_UNAVAILABLE",
  "STORE_CONNECTION_LOST",
  "STORE_TIMEOUT",
  "STORE_BUSY",
  "STORE_CIRCUIT_OPEN",
  "DEADLINE_EXCEEDED",
]);

/** DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const CODES = new Set([4, 8, 14]);

/** Fails when a store that is away is told of in another way than clients can rely on. */
export function assertExpected({ code, reason, message, metadata }: Refusal, backend: string): void {
  assert.ok(EXPECTED.has(reason), `a store that is away is answered with ${reason}: ${message}`);
  assert.ok(CODES.has(code), `${reason} has code ${code}`);
  if (reason.startsWith("STORE_")) assert.equal(metadata.backend, backend, reason);
}

/** Whether the answer promises that there was no effect, and will be none. */
export function saysNothingWasDone({ reason }: Pick<Refusal, "reason">): boolean {
  return ["STORE_UNAVAILABLE", "STORE_CIRCUIT_OPEN", "STORE_BUSY"].includes(reason);
}
