/**
 * What `work` makes of each, in their order, while up to `ahead` of them are being worked on. No further one is taken from the
 * source before there is room, so whoever reads slowly slows all that is behind.
 */
export async function* mapAhead<Input, Output>(
  source: AsyncIterable<Input>,
  ahead: number,
  work: (input: Input) => Promise<Output>,
): AsyncGenerator<Output, void, undefined> {
  const underWay: Promise<Output>[] = [];
  try {
    for await (const input of source) {
      const made = work(input);
      // One that fails is heard of when its turn comes, or never.
      made.catch(() => undefined);
      underWay.push(made);
      if (underWay.length >= ahead) yield await (underWay.shift() as Promise<Output>);
    }
    while (underWay.length > 0) yield await (underWay.shift() as Promise<Output>);
  } finally {
    await Promise.allSettled(underWay);
  }
}
