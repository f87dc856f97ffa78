import { systemClock } from "../common/clock.ts";
import { HttpLoad, type HttpLoadPlan } from "./http-load.ts";
import type { LoadResult } from "./load-result.ts";
import type { LoadPhase } from "./load-run.ts";

/** The process that makes the load over HTTP. It ends when the one does that asked for it. */
process.on("message", (plan: HttpLoadPlan) => {
  const say = (message: { phase: LoadPhase } | { result: LoadResult }): void => void process.send?.(message);
  const load = new HttpLoad(plan, systemClock);
  const phase = (name: LoadPhase) => () => say({ phase: name });
  void load.run(phase("measuring"), phase("measured")).then((result) => {
    say({ result });
    process.disconnect();
  });
});
process.on("disconnect", () => process.exit(0));
