import type { MetricSpec } from "./catalogue.ts";

/** The metrics of declared levels of service; a namespace that declares none is not among them. */
export const levelMetrics = {
  levelTarget: {
    name: "prism_slo_target",
    type: "gauge",
    unit: "number",
    help: "The target of a level of service that a namespace declares: milliseconds, requests a second, or a ratio, as the level's name says.",
    labels: ["namespace", "level"],
  },
  levelCurrent: {
    name: "prism_slo_current",
    type: "gauge",
    unit: "number",
    help: "What was measured in the window, in the unit of the target. A window that has seen no call has no sample.",
    labels: ["namespace", "level", "window"],
  },
  levelBurn: {
    name: "prism_slo_burn_rate",
    type: "gauge",
    unit: "number",
    help: "How many times faster than it may the level used up the share of bad calls that its target leaves, in the window; 1 is just met.",
    labels: ["namespace", "level", "window"],
  },
  levelMissed: {
    name: "prism_slo_missed",
    type: "gauge",
    unit: "boolean",
    help: "Whether the level is missed now; no sample while too little was seen to tell.",
    labels: ["namespace", "level"],
  },
  levelAlert: {
    name: "prism_slo_alert",
    type: "gauge",
    unit: "boolean",
    help: "Whether somebody should be told: fast = a burn rate of 14.4 in the last five minutes and hour, slow = one of 6 in the last thirty minutes and six hours.",
    labels: ["namespace", "level", "speed"],
  },
} as const satisfies Record<string, MetricSpec>;
