import { copyOut } from "../../common/shared-copy.ts";
import { PREFIX_BYTES } from "./message-collector.ts";

/** The flag before a message's length. */
export const MessageFlag = { PLAIN: 0, COMPRESSED: 1 } as const;
export type MessageFlag = (typeof MessageFlag)[keyof typeof MessageFlag];

/** The message `bytes[start, end)` with its prefix, in memory of its own. */
export function frameMessage(bytes: Buffer, start: number, end: number, flag: MessageFlag = MessageFlag.PLAIN): Buffer {
  const length = end - start;
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + length);
  framed[0] = flag;
  framed.writeUInt32BE(length, 1);
  copyOut(framed, PREFIX_BYTES, bytes, start, length);
  return framed;
}
