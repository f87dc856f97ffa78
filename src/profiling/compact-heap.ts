import { Session } from "node:inspector";

/**
 * Has V8 collect the garbage of this thread and give the memory back: for a thread that has loaded its code and serves nobody yet.
 *
 * Loading fills the young generation, which grows to its bound of 32 MiB, and keeps it: V8 gives pages back only with a collection of
 * everything that is asked to save memory, and a thread that is idle from then on has none. `gc()` does not shrink the young
 * generation; the inspector's command does. It grows again with the load. Never rejects: a thread without it serves as well.
 */
export function compactHeap(): Promise<void> {
  return new Promise((resolve) => {
    const session = new Session();
    session.connect();
    session.post("HeapProfiler.collectGarbage", () => {
      // The answer comes from within the session, which must not be ended under itself: the process would not end.
      setImmediate(() => {
        session.disconnect();
        resolve();
      });
    });
  });
}
