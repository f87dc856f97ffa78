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
  private readonly head = Buffer.alloc(MAX_HEAD_BYTES);
  /** Bytes of the head that have come; it is whole when it has as many as its second byte says. */
  private headBytes = 0;
  /** Payload of the frame that is still to come; −1 while its head is not whole. */
  private left = NO_FRAME;
  /** Of the frame: bytes that have come, which says where in the mask the next one is. */
  private taken = 0;
  /** Of the message that is not whole; 0 when there is none. */
  private opcode = 0;
  private message = nothing;
  private messageBytes = 0;
  private control = nothing;

  constructor(maxMessageBytes: number, events: WebSocketEvents) {
    this.maxMessageBytes = maxMessageBytes;
    this.events = events;
  }

  /** Takes a chunk; the close code to end with when no client may send this, else 0. */
  push(chunk: Buffer): number {
    for (let pos = 0; pos < chunk.length; ) {
      if (this.left === NO_FRAME) {
        this.head[this.headBytes++] = chunk[pos++] as number;
        const fault = this.headBytes < 2 ? 0 : this.takeHead();
        if (fault !== 0) return fault;
      } else {
        const count = Math.min(this.left, chunk.length - pos);
        this.unmask(chunk, pos, count);
        pos += count;
        this.left -= count;
      }
      if (this.left === 0) this.endFrame();
    }
    return 0;
  }

  private takeHead(): number {
    const { head, headBytes } = this;
    const [first = 0, second = 0] = head;
    const opcode = first & 0x0f;
    const short = second & 0x7f;
    if (headBytes === 2) {
      const isControl = opcode >= Opcode.CLOSE;
      if ((first & RESERVED) !== 0 || (second & MASKED) === 0 || !OPCODES.has(opcode)) return Fault.PROTOCOL;
      if (isControl && (short > MAX_CONTROL_BYTES || (first & FINAL) === 0)) return Fault.PROTOCOL;
      // A message goes on exactly when one has begun.
      if (!isControl && (opcode === Opcode.CONTINUATION) !== (this.opcode !== 0)) return Fault.PROTOCOL;
    }
    if (headBytes < maskAt(short) + MASK_BYTES) return 0;
    const length = short === 127 ? Number(head.readBigUInt64BE(2)) : short === 126 ? head.readUInt16BE(2) : short;
    return opcode >= Opcode.CLOSE ? this.beginControl(length) : this.beginData(opcode, length);
  }

  private beginControl(length: number): number {
    this.control = Buffer.allocUnsafe(length);
    this.begin(length);
    return 0;
  }

  private beginData(opcode: number, length: number): number {
    if (this.messageBytes + length > this.maxMessageBytes) return Fault.TOO_BIG;
    if (opcode !== Opcode.CONTINUATION) this.opcode = opcode;
    this.begin(length);
    return 0;
  }

  private begin(length: number): void {
    this.left = length;
    this.taken = 0;
  }

  private unmask(chunk: Buffer, from: number, count: number): void {
    const { head } = this;
    const mask = maskAt((head[1] as number) & 0x7f);
    const isControl = ((head[0] as number) & 0x0f) >= Opcode.CLOSE;
    const target = isControl ? this.control : this.makeRoom(count);
    const at = isControl ? this.taken : this.messageBytes;
    for (let i = 0; i < count; i++) {
      target[at + i] = (chunk[from + i] as number) ^ (head[mask + ((this.taken + i) & 3)] as number);
    }
    this.taken += count;
    if (!isControl) this.messageBytes += count;
  }

  /** The message's buffer, with room for `count` more bytes: it grows by doubling, as bytes come. */
  private makeRoom(count: number): Buffer {
    const needed = this.messageBytes + count;
    if (needed <= this.message.length) return this.message;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.message.length));
    larger.set(this.message.subarray(0, this.messageBytes));
    this.message = larger;
    return larger;
  }

  private endFrame(): void {
    const first = this.head[0] as number;
    const opcode = first & 0x0f;
    this.left = NO_FRAME;
    this.headBytes = 0;
    if (opcode >= Opcode.CLOSE) this.events.onControl(opcode, this.control);
    else if ((first & FINAL) !== 0) this.endMessage();
  }

  private endMessage(): void {
    const whole = this.message.subarray(0, this.messageBytes);
    const isBinary = this.opcode === Opcode.BINARY;
    this.message = nothing;
    this.messageBytes = 0;
    this.opcode = 0;
    this.events.onMessage(whole, isBinary);
  }
}

/** Where the mask stands, by the length in the second byte. */
function maskAt(short: number): number {
  return short === 127 ? 10 : short === 126 ? 4 : 2;
}

const NO_FRAME = -1;
const MAX_HEAD_BYTES = 14;
/** Close codes of RFC 6455, 7.4.1. */
const Fault = { PROTOCOL: 1002, TOO_BIG: 1009 } as const;
const FINAL = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const MASK_BYTES = 4;
const MAX_CONTROL_BYTES = 125;
const OPCODES: ReadonlySet<number> = new Set(Object.values(Opcode));
const nothing: Buffer = Buffer.alloc(0);
