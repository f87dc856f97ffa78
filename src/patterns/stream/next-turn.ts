/** Resolves when others have had their turn: requests, timers, messages of control. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
