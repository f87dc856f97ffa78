import { systemClock } from "../common/clock.ts";
import type { LoadPlan } from "./load-plan.ts";
import type { LoadResult } from "./load-result.ts";
import { type LoadPhase, LoadRun } from "./load-run.ts";

/** What is said to the generator's process … */
export type ToGenerator = { readonly plan: LoadPlan } | { readonly release: true };
/** … and what it says. */
export type FromGenerator = { readonly phase: LoadPhase } | { readonly result: LoadResult };

/** The process that makes the load, so that the one that asked for it is free to watch. It ends when that one does. */
let run: LoadRun | null = null;

process.on("message", (message: ToGenerator) => {
  if ("release" in message) {
    run?.release();
    return;
  }
  run = new LoadRun(message.plan, systemClock, (phase) => say({ phase }));
  void run.run().then((result) => {
    say({ result });
    process.disconnect();
  });
});
process.on("disconnect", () => process.exit(0));

function say(message: FromGenerator): void {
  process.send?.(message);
}
