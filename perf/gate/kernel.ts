/** Work that one thread does by itself, again and again. */
export interface Kernel {
  /** Carries out {@link BATCH_FRAMES} requests; throws when an answer is not what it must be. */
  runBatch(): void;
}

/** As four connections of the gate's loads send them: so many frames together. */
export const RUN_FRAMES = 16;
/** As many as a worker takes between two looks at its ring. */
export const RUNS_PER_BATCH = 8;
export const BATCH_FRAMES = RUN_FRAMES * RUNS_PER_BATCH;
