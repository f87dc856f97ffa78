import { setTimeout as pause } from "node:timers/promises";

/**
 * Looks again and again until `condition` holds: for what no event tells. Fails after `withinMs`, generous by intent: only a
 * test that fails waits for it, and on a machine with other work a step takes many times what it does on one without.
 */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadlineMs = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadlineMs) throw new Error(`after ${withinMs} ms it does not hold that ${what}`);
    await pause(LOOK_MS);
  }
}

const LOOK_MS = 5;
