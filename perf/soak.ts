import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../src/common/clock.ts";
import type { Finding } from "./finding.ts";
import type { Lab } from "./lab.ts";
import { planFor, preload } from "./measures/plans.ts";
import { residentBytesOf } from "./proc.ts";
import { type RunningGateway, withGateway } from "./servers/gateway.ts";

/** Resident memory at a moment. */
export interface SoakSample {
  readonly seconds: number;
  readonly residentBytes: number;
}

export interface SoakOutcome {
  readonly samples: readonly SoakSample[];
  readonly finding: Finding;
}

/** Full load on memory and SQLite for so long, half gets and half puts, while resident memory is watched. */
export function soak(lab: Lab, minutes: number): Promise<SoakOutcome> {
  return withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: ["default"] }, async (gateway) => {
    const inMemory = { namespaces: ["memory"], operation: "mixed", depth: 16 } as const;
    const onDisk = { namespaces: ["default"], operation: "mixed", connections: 16, depth: 16 } as const;
    await preload(lab, gateway.port, inMemory);
    await preload(lab, gateway.port, onDisk);
    const durationMs = Math.round(minutes * 60_000);
    const stop = new AbortController();
    const watching = watch(gateway, stop.signal);
    const [memory, disk] = await Promise.all([
      lab.load({ ...planFor(lab, gateway.port, inMemory), durationMs }, gateway.pid),
      lab.load({ ...planFor(lab, gateway.port, onDisk), durationMs }, null),
    ]).finally(() => stop.abort());
    const rates = [memory, disk].map((figure) => `${Math.round(figure.opsPerSecond).toLocaleString("en")}/s`);
    const samples = await watching;
    return { samples, finding: judge(samples, `memory ${rates[0]}, sqlite ${rates[1]} over ${minutes} min`) };
  });
}

/** A sample every {@link SAMPLE_EVERY_MS} until told to stop. */
async function watch(gateway: RunningGateway, stop: AbortSignal): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  const begunMs = systemClock.wallMs();
  while (!stop.aborted) {
    samples.push({ seconds: (systemClock.wallMs() - begunMs) / 1000, residentBytes: residentBytesOf(gateway.pid) });
    await pause(SAMPLE_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  return samples;
}

/**
 * The highest sample of the last third against that of the third before; the first third is for caches to fill. Peaks are
 * compared, for under load a collected heap goes up and down by a tenth: a line through such a saw shows its phase.
 */
export function judge(samples: readonly SoakSample[], note: string): Finding {
  const third = Math.floor(samples.length / 3);
  if (third < 1) throw new Error("the soak was too short to be judged");
  const before = peak(samples.slice(-2 * third, -third));
  const after = peak(samples.slice(-third));
  return {
    name: "resident memory's peak, last third to the third before",
    figure: `${(after / 1e6).toFixed(0)} MB`,
    baseline: `${(before / 1e6).toFixed(0)} MB`,
    measured: ((after - before) * 100) / before,
    spread: null,
    target: { kind: "at most", bound: MAX_RISE_PERCENT, unit: "%" },
    note,
  };
}

function peak(samples: readonly SoakSample[]): number {
  return Math.max(...samples.map((sample) => sample.residentBytes));
}

const SAMPLE_EVERY_MS = 5_000;
/** Peaks of a heap that does not grow differ by less. */
const MAX_RISE_PERCENT = 3;
