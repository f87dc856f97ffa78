/**
 * Frames over WebSocket, as the load generator speaks it: no more than it needs, and so cheap that it is the gateway that
 * is measured. The mask is zero, which leaves the bytes as they are: masks protect proxies from scripts in browsers, and
 * here is neither.
 */
export class WebSocketCarrier {
  /** What has come of the answer to the upgrade, or of a frame's head that is not whole. */
  private head: Buffer = none;
  private isUpgraded = false;
  /** Of the message that is being read. */
  private left = 0;
  private readonly onUpgraded: () => void;

  constructor(onUpgraded: () => void) {
    this.onUpgraded = onUpgraded;
  }

  /** What opens the connection. */
  get upgrade(): string {
    return UPGRADE;
  }

  /** The head of a message of `length` bytes; they follow as they are. */
  wrap(length: number): Buffer {
    const short = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const head = Buffer.alloc(2 + short + MASK_BYTES);
    head[0] = FINAL_BINARY;
    head[1] = MASKED | (short === 0 ? length : short === 2 ? 126 : 127);
    if (short > 0) head.writeUIntBE(length, 2 + short - Math.min(short, 6), Math.min(short, 6));
    return head;
  }

  /** Hands the bytes of the messages in `chunk` on; false when the server speaks otherwise than expected. */
  unwrap(chunk: Buffer, onBytes: (bytes: Buffer) => void): boolean {
    let bytes: Buffer = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
    this.head = none;
    while (bytes.length > 0) {
      if (this.left > 0) {
        const end = Math.min(this.left, bytes.length);
        this.left -= end;
        onBytes(bytes.subarray(0, end));
        bytes = bytes.subarray(end);
        continue;
      }
      const size = this.isUpgraded ? this.takeHead(bytes) : this.takeAnswer(bytes);
      if (size < 0) return false;
      if (size === 0) {
        this.head = Buffer.from(bytes);
        return true;
      }
      bytes = bytes.subarray(size);
    }
    return true;
  }

  /** Bytes of the answer to the upgrade; 0 when it is not whole, −1 when it is a refusal. */
  private takeAnswer(bytes: Buffer): number {
    const end = bytes.indexOf(END);
    if (end === -1) return bytes.length < MAX_ANSWER_BYTES ? 0 : -1;
    if (!bytes.toString("latin1", 0, end).startsWith("HTTP/1.1 101 ")) return -1;
    this.isUpgraded = true;
    this.onUpgraded();
    return end + END.length;
  }

  /** Bytes of the head of a binary frame; 0 when it is not whole, −1 when it is of another kind. */
  private takeHead(bytes: Buffer): number {
    if (bytes[0] !== FINAL_BINARY) return -1;
    if (bytes.length < 2) return 0;
    const short = bytes[1] as number;
    const size = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (bytes.length < size) return 0;
    this.left = size === 2 ? short : size === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    return size;
  }
}

const none = Buffer.alloc(0);
const UPGRADE = [
  "GET /v1/ws HTTP/1.1",
  "Host: localhost",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: cHJpc20gYmVuY2ggcHJpc20=",
  "\r\n",
].join("\r\n");
const END = Buffer.from("\r\n\r\n");
const MAX_ANSWER_BYTES = 4_096;
const FINAL_BINARY = 0x82;
const MASKED = 0x80;
const MASK_BYTES = 4;
