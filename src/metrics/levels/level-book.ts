import { LEVEL_NAMES, LEVELS, type LevelClass, type LevelTargets } from "../../common/service-levels.ts";
import { judge, type LevelStatus, measure } from "./level-status.ts";
import { type LevelSample, SlidingWindow } from "./sliding-window.ts";
import { LEVEL_WINDOWS, MAX_LEVEL_NAMESPACES } from "./windows.ts";

/** A namespace with levels. */
export interface LeveledNamespace {
  readonly name: string;
  readonly targets: LevelTargets;
}

/** What is measured of the namespaces that declare levels, under their names: a place in the snapshot may be given up. */
export class LevelBook {
  private readonly entries = new Map<string, Entry>();
  /** Namespaces that declare levels and are not measured, because there are too many. */
  private unmeasured: readonly LeveledNamespace[] = [];

  /** From now on these declare levels. What was measured of one that still does is kept; its targets may be others. */
  declare(namespaces: readonly LeveledNamespace[], nowMs: number): void {
    const wanted = new Map(namespaces.map(({ name, targets }) => [name, targets]));
    for (const name of this.entries.keys()) if (!wanted.has(name)) this.entries.delete(name);
    const left: LeveledNamespace[] = [];
    for (const [name, targets] of wanted) {
      const entry = this.entries.get(name);
      if (entry !== undefined) entry.targets = targets;
      else if (this.entries.size < MAX_LEVEL_NAMESPACES) this.entries.set(name, { targets, windows: new Map(), nowMs });
      else left.push({ name, targets });
    }
    this.unmeasured = left;
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  has(namespace: string): boolean {
    return this.entries.has(namespace);
  }

  /** Adds what was seen of a class of calls; of a namespace that declares no level it is nothing. */
  add(namespace: string, of: LevelClass, sample: LevelSample, nowMs: number): void {
    const entry = this.entries.get(namespace);
    if (entry === undefined) return;
    for (const window of windowsOf(entry, of)) window.add(sample, nowMs);
  }

  /** Every declared level as it is now, by namespace and then in the order of {@link LEVELS}. */
  *evaluate(nowMs: number): Generator<LevelStatus> {
    for (const [namespace, entry] of this.entries) yield* statusesOf(namespace, entry, nowMs);
    for (const { name, targets } of this.unmeasured) {
      yield* statusesOf(name, { targets, windows: new Map(), nowMs }, nowMs);
    }
  }
}

interface Entry {
  targets: LevelTargets;
  /** By class; a class that has seen no call has none. */
  readonly windows: Map<LevelClass, readonly SlidingWindow[]>;
  /** Since when it is measured. */
  readonly nowMs: number;
}

function windowsOf(entry: Entry, of: LevelClass): readonly SlidingWindow[] {
  let windows = entry.windows.get(of);
  if (windows === undefined) {
    windows = LEVEL_WINDOWS.map(({ spanMs, slots }) => new SlidingWindow(spanMs, slots, entry.nowMs));
    entry.windows.set(of, windows);
  }
  return windows;
}

function* statusesOf(namespace: string, entry: Entry, nowMs: number): Generator<LevelStatus> {
  for (const all of entry.windows.values()) for (const window of all) window.advance(nowMs);
  for (const level of LEVEL_NAMES) {
    const target = entry.targets[level];
    if (target === null) continue;
    const spec = LEVELS[level];
    const seen = entry.windows.get(spec.class);
    const windows = LEVEL_WINDOWS.map(({ name }, i) => {
      const window = seen?.[i];
      if (window === undefined) return { window: name, current: null, samples: 0, bad: 0, burn: null };
      return measure(spec, target, name, window, nowMs);
    });
    yield { namespace, level, class: spec.class, unit: spec.unit, target, ...judge(windows), windows };
  }
}
