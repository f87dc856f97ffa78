import { Code, isFailureCode } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";

/** The module cannot be loaded: it is not there, lacks something, or throws. */
export function cannotLoad(module: string, cause: unknown): PrismError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return refused("PLUGIN_CANNOT_LOAD", `the plugin ${module} cannot be loaded: ${what}`, cause);
}

/** The module exports something else than a backend. */
export function invalid(module: string, what: string): PrismError {
  return refused("PLUGIN_INVALID", `the plugin ${module} is no backend: ${what}; see plugins.md for what it exports`);
}

export function wrongContract(module: string, given: unknown, wanted: number): PrismError {
  const message = `the plugin ${module} was written for contract ${String(given)}, and this Prism has ${wanted}: use a version of the plugin that is for it`;
  return refused("PLUGIN_CONTRACT_MISMATCH", message);
}

export function wrongSettings(module: string, what: string): PrismError {
  return refused("PLUGIN_SETTINGS_INVALID", `the settings of the plugin ${module} are wrong: ${what}`);
}

export function lacksPattern(module: string, pattern: string): PrismError {
  const message = `the plugin ${module} has no ${pattern} namespaces: declare the namespace on another backend`;
  return refused("PLUGIN_PATTERN_MISSING", message);
}

function refused(reason: string, message: string, cause?: unknown): PrismError {
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, reason, message), { cause });
}

/**
 * What a plugin's store throws, as one of our own. A plugin that brings a copy of Prism has another class of the same
 * name, so it is known by its shape; everything else is a fault of the plugin that nobody has foreseen.
 */
export function translate(error: unknown): PrismError {
  if (error instanceof PrismError) return error;
  const { failure, retry, cause } = (error ?? {}) as { failure?: Partial<Failure>; retry?: unknown; cause?: unknown };
  if (typeof failure?.reason === "string" && typeof failure.message === "string" && isFailureCode(failure.code ?? -1)) {
    const { code, reason, message, retryAfterMs = 0, metadata = {} } = failure as Failure;
    const isKnown = retry === "safe" || retry === "fresh-connection";
    return new PrismError(new Failure(code, reason, message, { retryAfterMs, metadata }), {
      source: "backend",
      retry: isKnown ? (retry as Retry) : "never",
      cause,
    });
  }
  return new PrismError(
    new Failure(Code.INTERNAL, "STORE_FAILED", "the plugin's store failed; the gateway's log says why"),
    {
      source: "backend",
      cause: error,
    },
  );
}
