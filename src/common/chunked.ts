/** Text becomes UTF-8. */
export type ByteSource = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** The bytes of a source in chunks of `chunkBytes`, each with memory of its own; the last has 1 to as many. */
export async function* chunked(source: ByteSource, chunkBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  let chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let length = 0;
  for await (const piece of source) {
    const bytes = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(bytes.length - at, chunkBytes - length);
      chunk.set(bytes.subarray(at, at + taken), length);
      at += taken;
      length += taken;
      if (length < chunkBytes) continue;
      yield chunk;
      chunk = Buffer.allocUnsafeSlow(chunkBytes);
      length = 0;
    }
  }
  if (length > 0) yield chunk.subarray(0, length);
}

/** Up to `most` chunks, and one more when there is one: whether that is all there is. */
export async function takeFirst(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  most: number,
): Promise<{ first: Uint8Array[]; isAll: boolean }> {
  const first: Uint8Array[] = [];
  while (first.length <= most) {
    const next = await chunks.next();
    if (next.done === true) return { first, isAll: true };
    first.push(next.value);
  }
  return { first, isAll: false };
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

export async function* withFirst(
  first: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* first;
  yield* rest;
}
