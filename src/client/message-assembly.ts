/** The one message of a gRPC answer, put together from chunks: a byte that is 1 when it is compressed, its length, itself. */
export class MessageAssembly {
  private readonly maxBytes: number;
  private chunks: Buffer[] = [];
  private bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** False when it is more than may be. */
  push(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    return this.bytes <= PREFIX_BYTES + this.maxBytes;
  }

  /** The whole message; null when there is none, or it is not whole, or compressed, which nobody asked for. */
  take(): Buffer | null {
    const whole = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : joined(this.chunks, this.bytes);
    this.chunks = [];
    if (whole.length < PREFIX_BYTES || whole[0] !== 0) return null;
    return whole.readUInt32BE(1) === whole.length - PREFIX_BYTES ? whole.subarray(PREFIX_BYTES) : null;
  }
}

/** Bytes before a message: whether it is compressed, and its length. */
export const PREFIX_BYTES = 5;

function joined(chunks: readonly Buffer[], bytes: number): Buffer {
  const whole = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(whole, at);
  return whole;
}
