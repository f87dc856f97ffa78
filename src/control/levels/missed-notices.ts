import { encodeMissedLevels } from "../../codec/missed-levels.ts";
import type { LevelStatus } from "../../metrics/levels/level-status.ts";
import { namespacesOf, type Snapshot } from "../../namespaces/snapshot.ts";
import type { LevelNotice } from "../../workers/worker-seed.ts";

/** Levels that answers tell of a namespace, those that burn most: a bound on what a miss adds to each of them. */
export const MAX_LEVELS_TOLD = 3;

/** What the workers put behind the answers of the namespaces that miss levels now; none when no namespace does. */
export function noticesOf(missed: readonly LevelStatus[], snapshot: Pick<Snapshot, "namespaces">): LevelNotice[] {
  if (missed.length === 0) return [];
  return namespacesOf(snapshot).flatMap(({ index, name }) => {
    const worst = missed
      .filter(({ namespace }) => namespace === name)
      .sort((a, b) => burnOf(b) - burnOf(a))
      .slice(0, MAX_LEVELS_TOLD)
      .map(({ level, target, current }) => ({ level, target, current: rounded(current ?? 0) }));
    return worst.length === 0 ? [] : [{ index, field: encodeMissedLevels(worst) }];
  });
}

/** In the shortest window that has seen anything. */
function burnOf({ windows }: LevelStatus): number {
  return windows.find(({ burn }) => burn !== null)?.burn ?? 0;
}

/** As much as is told over HTTP. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
