/** Work for the tests of the pool. */

/** Takes the processor for so many milliseconds. */
export function spin(ms: number): number {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return ms;
}

export function fail(message: string): never {
  throw new Error(message);
}
