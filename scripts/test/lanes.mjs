/** Taken first, so that nothing waits for it at the end: it runs a good part of the others on another Node.js. */
export const LONGEST = "scripts/node-24.test.js";

/**
 * Files that for most of their time wait, for a bound to pass or for a server that was stopped to be given up: with a lane of
 * their own they fill the time that they leave a processor idle. The longest first.
 */
export const WAITING = [
  "faults/http-attacks.test.js",
  "faults/crash.test.js",
  "faults/stores-kafka.test.js",
  "faults/stores-nats.test.js",
  "faults/stores-redis.test.js",
  "acceptor/http/framing.test.js",
  "faults/start.test.js",
  "faults/shutdown.test.js",
  "control/config/config-reload.test.js",
  "conformance/stream-postgres.test.js",
  "conformance/stream-kafka.test.js",
  "conformance/stream-nats.test.js",
  "conformance/stream-redis.test.js",
  "conformance/stream-memory.test.js",
  "conformance/stream-sqlite.test.js",
  "conformance/stream-plugin.test.js",
];

/**
 * Runs every file once: as many at a time as there are lanes, which take the next one as soon as they are free, and one of
 * those that wait beside them.
 *
 * @param {readonly string[]} paths
 * @param {number} count how many lanes there are beside that of the waiting ones
 * @param {(path: string) => Promise<void>} run
 */
export async function runInLanes(paths, count, run) {
  const waiting = WAITING.filter((path) => paths.includes(path));
  const others = paths
    .filter((path) => !WAITING.includes(path))
    .sort((a, b) => Number(b === LONGEST) - Number(a === LONGEST));
  const lane = async (...queues) => {
    for (const queue of queues) {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) await run(path);
    }
  };
  await Promise.all([lane(waiting), ...Array.from({ length: count }, () => lane(others, waiting))]);
}
