import type { HttpLoadPlan } from "../../src/bench/http-load.ts";
import type { LoadPlan } from "../../src/bench/load-plan.ts";
import { loadHttp } from "../http-generator.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { framesOf, httpGetsOf, runClosedLoop } from "./closed-loop.ts";
import { compilerVersion, withReferences } from "./compile.ts";

/**
 * Who asks where servers are compared. On processors that client and servers share, what a client takes is missing to a
 * server that uses all of them, and not to a baseline of one thread: a light one compares servers, a heavy one itself.
 */
export interface LightClient {
  /** For the findings' notes. */
  readonly name: string;
  readonly frames: (plan: LoadPlan, serverPid: number) => Promise<RoundFigure>;
  readonly http: (plan: HttpLoadPlan, serverPid: number) => Promise<RoundFigure>;
}

/** Does `work` with the client in C; where there is no compiler, with our generator. */
export function withLightClient<T>(lab: Lab, work: (client: LightClient) => Promise<T>): Promise<T> {
  const { children } = lab;
  if (compilerVersion() === null) {
    return work({
      name: "asked by prism bench",
      frames: (plan, serverPid) => lab.load(plan, serverPid),
      http: (plan, serverPid) => loadHttp(children, plan, serverPid),
    });
  }
  return withReferences(children, ({ closedLoop }) =>
    work({
      name: "asked by a client in C",
      frames: (plan, serverPid) => runClosedLoop(children, closedLoop, framesOf(plan), serverPid),
      http: (plan, serverPid) => runClosedLoop(children, closedLoop, httpGetsOf(plan), serverPid),
    }),
  );
}
