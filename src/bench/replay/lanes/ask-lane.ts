import type { Answered, ReplayLane } from "./replay-lane.ts";

/** Calls that bring a target to where a recording begins. */
export interface Filled {
  readonly lane: ReplayLane;
  readonly namespace: string;
}

/** The answer to a call that must succeed. Rejects when it does not. */
export async function askLane({ lane, namespace }: Filled, call: number, message: Buffer): Promise<Buffer> {
  const answer = await new Promise<Answered | null>((resolve) => {
    lane.send({ call, namespace, message, timeoutMs: 0, idempotencyKey: "" }, (told) =>
      resolve(told === null ? null : { ...told, message: Buffer.from(told.message) }),
    );
  });
  if (answer === null) throw new Error(`the connection was lost: ${lane.problem}`);
  if (answer.code !== 0) throw new Error(`${namespace} cannot be filled: ${answer.reason}`);
  return answer.message;
}
