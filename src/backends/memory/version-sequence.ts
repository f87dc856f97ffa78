/**
 * Versions of a store that forgets everything when its thread ends. They begin where the clock is, so that a version a
 * client still holds from before a restart is smaller than every new one and cannot match another item by chance.
 * 4096 a millisecond is more than one thread writes; it lasts until 2095, when 2^53 is reached.
 */
const VERSIONS_PER_MS = 4_096;
const EPOCH_MS = Date.UTC(2026, 0, 1);

/** The version before the first one of a store opened now. */
export function versionAtStart(nowMs: number): number {
  return Math.max(0, nowMs - EPOCH_MS) * VERSIONS_PER_MS;
}
