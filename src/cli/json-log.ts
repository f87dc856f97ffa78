import { systemClock } from "../common/clock.ts";

export type LogLevel = "info" | "warning" | "error";

/** Writes one line of JSON to the standard error: the log of a gateway. */
export function writeLog(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const time = new Date(systemClock.wallMs()).toISOString();
  console.error(JSON.stringify({ time, level, message, ...fields }));
}
