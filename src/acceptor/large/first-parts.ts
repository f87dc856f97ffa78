import { joined } from "../../common/chunked.ts";
import { MAX_VALUE_BYTES } from "../../common/limits.ts";

/** Parts up to one more than makes a small value, and whether those are all that there are. */
export async function takeFirst(parts: AsyncIterator<Buffer>): Promise<{ parts: Buffer[]; isAll: boolean }> {
  const first: Buffer[] = [];
  for (let bytes = 0; bytes <= MAX_VALUE_BYTES; ) {
    const next = await parts.next();
    if (next.done === true) return { parts: first, isAll: true };
    first.push(next.value);
    bytes += next.value.length;
  }
  return { parts: first, isAll: false };
}

/** A small value of its parts. */
export function smallValueOf(parts: readonly Buffer[]): Buffer {
  const { buffer, byteOffset, length } = joined(parts);
  return Buffer.from(buffer, byteOffset, length);
}

/** The first parts, and the rest behind them. */
export async function* withRest(
  first: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
