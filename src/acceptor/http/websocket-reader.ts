/** Of a frame; see {@link WebSocketReader}. */
export const Opcode = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 } as const;

export interface WebSocketEvents {
  /** A whole message, borrowed until it returns. */
  onMessage(bytes: Buffer, isBinary: boolean): void;
  /** A close, ping or pong, with its payload. */
  onControl(opcode: number, payload: Buffer): void;
}

/**
 * Splits what a client sends over a WebSocket into messages. The frame (RFC 6455, 5.2):
 *
 *   byte  0                1              2 …                 … 4 bytes   length bytes
 *       │ fin rsv3 opcode4 │ 1 length7    │ 0, 2 or 8: length │ mask      │ payload, masked │
 *
 * Length 126 stands for two more bytes of it, 127 for eight.
 */
export class WebSocketReader {
  private readonly maxMessageBytes: number;
  private readonly events: WebSocketEvents;
  /** What has come and is not a whole frame. */
  private rest = nothing;
  /** The fragments of a message that is not whole. */
  private fragments: Buffer[] = [];
  private fragmentBytes = 0;
  /** Of the message that the fragments belong to; 0 when there is none. */
  private opcode = 0;

  constructor(maxMessageBytes: number, events: WebSocketEvents) {
    this.maxMessageBytes = maxMessageBytes;
    this.events = events;
  }

  /** Takes a chunk; the close code to end with when no client may send this, else 0. */
  push(chunk: Buffer): number {
    let bytes: Buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = nothing;
    while (bytes.length >= 2) {
      const size = this.sizeOf(bytes);
      if (size < 0) return -size;
      if (size === 0 || bytes.length < size) break;
      const fault = this.takeFrame(bytes.subarray(0, size));
      if (fault !== 0) return fault;
      bytes = bytes.subarray(size);
    }
    this.rest = bytes.length === 0 ? nothing : Buffer.from(bytes);
    return 0;
  }

  /** Bytes of the whole frame; 0 when the head is not whole; a close code as a negative number when it is wrong. */
  private sizeOf(bytes: Buffer): number {
    const [first = 0, second = 0] = bytes;
    const short = second & 0x7f;
    const isControl = (first & 0x08) !== 0;
    if ((first & RESERVED) !== 0 || (second & MASKED) === 0 || !OPCODES.has(first & 0x0f)) return -Fault.PROTOCOL;
    if (isControl && (short > MAX_CONTROL_BYTES || (first & FINAL) === 0)) return -Fault.PROTOCOL;
    const head = (short === 127 ? 10 : short === 126 ? 4 : 2) + MASK_BYTES;
    if (bytes.length < head) return 0;
    const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (length + (isControl ? 0 : this.fragmentBytes) > this.maxMessageBytes) return -Fault.TOO_BIG;
    return head + length;
  }

  private takeFrame(frame: Buffer): number {
    const [first = 0, second = 0] = frame;
    const short = second & 0x7f;
    const at = short === 127 ? 10 : short === 126 ? 4 : 2;
    const payload = Buffer.from(frame.subarray(at + MASK_BYTES));
    for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] as number) ^ (frame[at + (i & 3)] as number);
    const opcode = first & 0x0f;
    if (opcode >= Opcode.CLOSE) {
      this.events.onControl(opcode, payload);
      return 0;
    }
    // A message goes on exactly when one has begun.
    if ((opcode === Opcode.CONTINUATION) !== (this.opcode !== 0)) return Fault.PROTOCOL;
    if (opcode !== Opcode.CONTINUATION) this.opcode = opcode;
    this.fragments.push(payload);
    this.fragmentBytes += payload.length;
    if ((first & FINAL) !== 0) this.finish();
    return 0;
  }

  private finish(): void {
    const message = this.fragments.length === 1 ? (this.fragments[0] as Buffer) : Buffer.concat(this.fragments);
    const isBinary = this.opcode === Opcode.BINARY;
    this.fragments = [];
    this.fragmentBytes = 0;
    this.opcode = 0;
    this.events.onMessage(message, isBinary);
  }
}

/** Close codes of RFC 6455, 7.4.1. */
const Fault = { PROTOCOL: 1002, TOO_BIG: 1009 } as const;
const FINAL = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const MASK_BYTES = 4;
const MAX_CONTROL_BYTES = 125;
const OPCODES: ReadonlySet<number> = new Set(Object.values(Opcode));
const nothing = Buffer.alloc(0);
