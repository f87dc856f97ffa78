import { PrismError } from "../../common/prism-error.ts";
import { formatDuration } from "../../config/units.ts";
import type { LevelState, LevelStatus } from "../../metrics/levels/level-status.ts";
import { BURN_ALERTS, LEVEL_WINDOWS, VERDICT_PAIRS } from "../../metrics/levels/windows.ts";
import { namespacesOf, type Snapshot } from "../../namespaces/snapshot.ts";
import { unknownNamespace } from "../../namespaces/unknown-namespace.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import { checkQuery } from "../admin-api/api-request.ts";

/** What the page of levels is made from. */
export interface LevelSource {
  readonly intervalMs: number;
  readonly wallMs: () => number;
  /** Looks anew. */
  readonly look: () => Promise<readonly LevelStatus[]>;
  readonly snapshot: () => Pick<Snapshot, "namespaces">;
}

/** `/slo`: every declared level, or those of `?namespace=`, and what they come to together. */
export async function levelPage(source: LevelSource, query: URLSearchParams): Promise<AdminAnswer> {
  checkQuery(query, ["namespace"]);
  const namespace = query.get("namespace");
  const snapshot = source.snapshot();
  if (namespace !== null && !namespacesOf(snapshot).some(({ name }) => name === namespace)) {
    throw new PrismError(unknownNamespace(namespace, snapshot), { source: "client" });
  }
  const all = await source.look();
  const levels = namespace === null ? all : all.filter((level) => level.namespace === namespace);
  const body = {
    time: new Date(source.wallMs()).toISOString(),
    interval: formatDuration(source.intervalMs),
    state: stateOf(levels),
    windows: LEVEL_WINDOWS.map(({ name }) => name),
    verdict: VERDICT_PAIRS,
    alerts: BURN_ALERTS,
    levels,
  };
  return { status: 200, contentType: "application/json; charset=utf-8", body: `${JSON.stringify(body, null, 2)}\n` };
}

/** `missed` when any is, `met` when any is and none is missed. */
export function stateOf(levels: readonly Pick<LevelStatus, "state">[]): LevelState {
  if (levels.some(({ state }) => state === "missed")) return "missed";
  return levels.some(({ state }) => state === "met") ? "met" : "no data";
}
