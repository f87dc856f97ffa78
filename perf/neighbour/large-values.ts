import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";
import type { FromNeighbour, NeighbourPlan } from "./large-values-process.ts";

/** What a neighbour got done while it was there. */
export interface NeighbourFigures {
  /** Large values that were written, and read back, in a second. */
  readonly writtenPerSecond: number;
  readonly readPerSecond: number;
}

/**
 * Does `work` while a process of its own writes and reads large compressed values at a constant rate. Its first one is
 * written when `work` begins; throws when any answer was wrong.
 */
export async function besideLargeValues<T>(
  children: Children,
  plan: NeighbourPlan,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly neighbour: NeighbourFigures }> {
  const child = fork(fileURLToPath(new URL("./large-values-process.js", import.meta.url)), [JSON.stringify(plan)]);
  const over = once(child, "exit");
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  const done = new Promise<NeighbourFigures>((resolve, reject) => {
    child.on("message", (message: FromNeighbour) => {
      if (message.kind === "ready") onReady();
      else if (message.kind === "done") resolve(message.figures);
      else reject(new Error(`the run is void: ${message.fault}`));
    });
    child.on("exit", () => reject(new Error("who writes large values ended early")));
  });
  done.catch(() => undefined);
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        await Promise.race([ready, done]);
        const result = await Promise.race([work(), done.then(endedEarly)]);
        child.send("stop");
        return { result, neighbour: await done };
      } finally {
        if (child.connected) child.disconnect();
        await over;
      }
    },
  );
}

function endedEarly(): never {
  throw new Error("who writes large values ended before the work beside");
}
