import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { quoted } from "../common/printable.ts";
import { PrismError } from "../common/prism-error.ts";

/** Why the connections to a backend cannot be changed as somebody asked. */

export function noSuchBackend(name: string, pooled: readonly string[]): PrismError {
  const message = `there is no backend ${quoted(name, 64)}; ${thereAre(pooled)}`;
  return refused(Code.NOT_FOUND, "BACKEND_NOT_FOUND", message, pooled);
}

export function poolFixed(name: string, type: string, pooled: readonly string[]): PrismError {
  const message = `backend ${quoted(name, 64)} has no number of connections to change, for its type is ${type}; ${thereAre(pooled)}`;
  return refused(Code.FAILED_PRECONDITION, "POOL_FIXED", message, pooled);
}

function thereAre(pooled: readonly string[]): string {
  return pooled.length === 0
    ? "only those of type postgres and redis have one, and there is none"
    : `those that have one are ${pooled.join(", ")}`;
}

function refused(code: Code, reason: string, message: string, pooled: readonly string[]): PrismError {
  const metadata = { field: "backend", pools: pooled.join(", ") };
  return new PrismError(new Failure(code, reason, message, { metadata }), { source: "client", retry: "never" });
}
