import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";

/**
 * What can be seen of a thread: where it spends its time; what its heap holds, whole; where memory is allocated, whether it is
 * still held or not.
 */
export const PROFILE_KINDS = ["cpu", "heap", "allocation"] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

export interface ProfileOrder {
  readonly kind: ProfileKind;
  /** How long to look; a heap is taken as it is now, and this is 0. */
  readonly durationMs: number;
  /** The most that the result may have. */
  readonly maxBytes: number;
}

/** The end of a file's name by which Chrome, VS Code and speedscope know the form. */
export const FILE_ENDINGS: Readonly<Record<ProfileKind, string>> = {
  cpu: "cpuprofile",
  heap: "heapsnapshot",
  allocation: "heapprofile",
};

/**
 * Between two looks at the stack of the thread. V8 interrupts the thread for each by a signal: a look each millisecond costs
 * what the page on profiling says, and ten seconds of it make ten thousand samples.
 */
export const CPU_SAMPLE_US = 1_000;
/** Bytes allocated between two samples, on average: V8's own default. */
export const ALLOCATION_SAMPLE_BYTES = 32 * 1024;

/** From whoever wants a profile to the thread … */
export type ProfileCommand = { readonly kind: "take"; readonly order: ProfileOrder } | { readonly kind: "cancel" };

/** … and back: one for each `take`, cancelled or not. */
export type ProfileReply =
  | { readonly kind: "taken"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly failure: Pick<Failure, keyof Failure> };

export const profileCancelled = new Failure(
  Code.CANCELLED,
  "PROFILE_CANCELLED",
  "the profile was given up before its time was over: whoever asked has gone, or the gateway ends",
);

export function profileTooLarge(maxBytes: number): Failure {
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    "PROFILE_TOO_LARGE",
    `the profile has more than ${maxBytes} bytes; look for a shorter time (seconds)`,
    { metadata: { field: "seconds", max_bytes: String(maxBytes) } },
  );
}

/** @param used bytes of the thread's heap. */
export function heapTooLarge(used: number, maxBytes: number): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "HEAP_TOO_LARGE",
    `the heap of the thread has ${used} bytes, and is written down up to ${maxBytes}; take the kind "allocation" instead`,
    { metadata: { field: "kind", max_bytes: String(maxBytes) } },
  );
}

export function profilerFailed(problem: string): Failure {
  return new Failure(
    Code.INTERNAL,
    "PROFILER_FAILED",
    `V8's profiler did not do it: ${problem}; a debugger that is attached to the process may hold it`,
  );
}
