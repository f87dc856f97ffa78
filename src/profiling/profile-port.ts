import type { MessagePort } from "node:worker_threads";
import { PrismError } from "../common/prism-error.ts";
import { type ProfileCommand, type ProfileReply, profilerFailed } from "./profile-order.ts";
import { ThreadProfiler } from "./thread-profiler.ts";

/** Takes the profiles of this thread that are ordered through a port. The port does not keep the thread alive. */
export function serveProfiles(port: MessagePort): void {
  const profiler = new ThreadProfiler();
  port.on("message", (command: ProfileCommand) => {
    if (command.kind === "cancel") profiler.cancel();
    else void profiler.take(command.order).then(sendBytes, sendFailure);
  });
  port.unref();

  function sendBytes(bytes: Uint8Array): void {
    // A small Buffer shares its memory with others, and cannot be handed over.
    const own = new Uint8Array(bytes);
    port.postMessage({ kind: "taken", bytes: own } satisfies ProfileReply, [own.buffer]);
  }

  function sendFailure(error: unknown): void {
    const failure = error instanceof PrismError ? error.failure : profilerFailed(String(error));
    port.postMessage({ kind: "failed", failure: { ...failure } } satisfies ProfileReply);
  }
}
