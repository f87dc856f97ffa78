/** Copies `length` bytes; up to {@link LOOP_BYTES} in a loop, which beats the call for a request or answer of the usual size. */
export function copyInto(target: Buffer, at: number, source: Buffer, start: number, length: number): void {
  if (length > LOOP_BYTES) {
    source.copy(target, at, start, start + length);
    return;
  }
  for (let i = 0; i < length; i++) target[at + i] = source[start + i] as number;
}

const LOOP_BYTES = 128;
