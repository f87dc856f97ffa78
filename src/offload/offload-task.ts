/**
 * A kind of work that takes the processor for long, and so has no place on a thread that serves requests: a function of a
 * module, by its exported name. What goes in and what comes out is copied from thread to thread, or handed over.
 */
export interface OffloadTask<Input, Output> {
  /** The exported function's name, and the task's in the metrics. */
  readonly name: string;
  /** The module, as it stands in the build: `new URL("./chunk-work.js", import.meta.url)`. */
  readonly module: URL;
  /** The buffers of an input that are handed over rather than copied; whoever gave them has nothing left of them. */
  readonly handsOver?: (input: Input) => readonly ArrayBuffer[];
  /** Never set: ties the task to what it takes and gives. */
  readonly shape?: (input: Input) => Output;
}
