import type { MessagePort } from "node:worker_threads";
import { ASLEEP, type WakeUp } from "./doorbell.ts";

/**
 * The two ways of bringing a sleeping thread back to work. Both end in its event loop, so that a thread that owns
 * sockets is never blocked.
 */

/** What a {@link DoorbellButton} does to wake the thread whose flag is in `memory`. */
export function createWake(kind: WakeUp, memory: SharedArrayBuffer, port: MessagePort): () => void {
  if (kind === "message-port") return () => port.postMessage(null);
  const flag = new Int32Array(memory);
  return () => {
    Atomics.notify(flag, 0);
  };
}

/**
 * Calls `onWake` when the thread is woken. Returns what to call after each successful `park`: a message port listens
 * all the time, but `waitAsync` must be armed anew. An armed `waitAsync` does not keep the event loop alive.
 */
export function createSleeper(
  kind: WakeUp,
  memory: SharedArrayBuffer,
  ports: readonly MessagePort[],
  onWake: () => void,
): () => void {
  if (kind === "message-port") {
    for (const port of ports) port.on("message", onWake);
    return () => undefined;
  }
  const flag = new Int32Array(memory);
  let isArmed = false;
  return () => {
    if (isArmed) return;
    const waiting = Atomics.waitAsync(flag, 0, ASLEEP);
    if (!waiting.async) {
      // Somebody rang between parking and arming: nobody will ring again.
      queueMicrotask(onWake);
      return;
    }
    isArmed = true;
    waiting.value.then(() => {
      isArmed = false;
      onWake();
    });
  };
}
