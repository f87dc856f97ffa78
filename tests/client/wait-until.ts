/** Lets I/O happen, turn by turn, until something is so. Takes no time by itself; the test's own limit ends it. */
export async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets the I/O that is under way on the loopback happen: for tests that something does not come. */
export async function letIoHappen(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}
