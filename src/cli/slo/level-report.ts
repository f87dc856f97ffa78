import { CommandError } from "../command-error.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";

/** What `/slo` answers, as far as the table shows it. */
export interface LevelReport {
  readonly time: string;
  readonly state: string;
  readonly levels: readonly ShownLevel[];
}

interface ShownLevel {
  readonly namespace: string;
  readonly level: string;
  readonly target: number;
  readonly current: number | null;
  readonly state: string;
  readonly alerts: { readonly fast: boolean; readonly slow: boolean };
  readonly windows: readonly ShownWindow[];
}

interface ShownWindow {
  readonly window: string;
  readonly samples: number;
  readonly burn: number | null;
}

/** Refuses what no gateway answers. */
export function readLevelReport(body: Readonly<Record<string, unknown>>): LevelReport {
  if (typeof body.state !== "string" || !Array.isArray(body.levels)) {
    throw new CommandError("MALFORMED_ANSWER", "what answers at this address tells no levels of service");
  }
  return body as unknown as LevelReport;
}

/** A line for each level: its burn rate in each window, and what somebody should be told. */
export function renderLevels({ levels }: LevelReport): string {
  if (levels.length === 0) return "no namespace declares a level of service; see `needs` in the configuration\n";
  return new Table().render(levels.map(row));
}

function row({ namespace, level, target, current, state, alerts, windows }: ShownLevel): Record<string, string> {
  const burns = windows.map(({ window, burn }) => [`burn ${window}`, burn === null ? "-" : String(burn)]);
  const alert = [...(alerts.fast ? ["fast"] : []), ...(alerts.slow ? ["slow"] : [])].join(",");
  return {
    namespace: plainText(namespace, MAX_CELL),
    level: plainText(level, MAX_CELL),
    target: String(target),
    current: current === null ? "-" : String(current),
    state: plainText(state, MAX_CELL),
    samples: String(windows.find(({ samples }) => samples > 0)?.samples ?? 0),
    ...Object.fromEntries(burns),
    alert,
  };
}

const MAX_CELL = 60;
