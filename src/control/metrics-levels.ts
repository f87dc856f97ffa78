import { CATALOGUE } from "../metrics/catalogue.ts";
import type { LevelStatus } from "../metrics/levels/level-status.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";

/** The declared levels of service, as of the last look at them. */
export function writeLevels(text: PrometheusText, levels: readonly LevelStatus[]): void {
  if (levels.length === 0) return;
  text.begin(CATALOGUE.levelTarget);
  for (const { namespace, level, target } of levels) text.sample(target, namespace, level);
  text.begin(CATALOGUE.levelCurrent);
  for (const { namespace, level, windows } of levels) {
    for (const { window, current } of windows) if (current !== null) text.sample(current, namespace, level, window);
  }
  text.begin(CATALOGUE.levelBurn);
  for (const { namespace, level, windows } of levels) {
    for (const { window, burn } of windows) if (burn !== null) text.sample(burn, namespace, level, window);
  }
  text.begin(CATALOGUE.levelMissed);
  for (const { namespace, level, state } of levels) {
    if (state !== "no data") text.sample(state === "missed" ? 1 : 0, namespace, level);
  }
  text.begin(CATALOGUE.levelAlert);
  for (const { namespace, level, alerts } of levels) {
    text.sample(alerts.fast ? 1 : 0, namespace, level, "fast");
    text.sample(alerts.slow ? 1 : 0, namespace, level, "slow");
  }
}
