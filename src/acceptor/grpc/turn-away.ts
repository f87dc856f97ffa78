import type { Socket } from "node:net";
import { ErrorCode, FRAME_HEAD_BYTES, FrameType, writeFrameHead, writeU32 } from "../http2/frame-layout.ts";

/**
 * Tells a client that there is no place for it, in frames that mean the same whichever transport would have served it: we
 * speak HTTP/2, SETTINGS, and no call is taken, GOAWAY. Its calls fail as UNAVAILABLE, and may be made elsewhere.
 */
export function turnAway(socket: Socket): void {
  socket.end(FAREWELL);
  // The system resets a connection that is closed with bytes unread, and the client might never see the reason.
  socket.resume();
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once("close", () => clearTimeout(lingering));
}

/** Of GOAWAY: shown by clients' libraries. */
const REASON = Buffer.from("TOO_MANY_CONNECTIONS: share connections, or raise listeners.grpc.maxConnections");
const FAREWELL = farewell();
/** How long a client may take to read that and to close its side. */
const LINGER_MS = 5_000;

function farewell(): Buffer {
  const bytes = Buffer.alloc(2 * FRAME_HEAD_BYTES + 8 + REASON.length);
  let at = writeFrameHead(bytes, 0, { length: 0, type: FrameType.SETTINGS, flags: 0, stream: 0 });
  at = writeFrameHead(bytes, at, { length: 8 + REASON.length, type: FrameType.GOAWAY, flags: 0, stream: 0 });
  at = writeU32(bytes, at, 0);
  at = writeU32(bytes, at, ErrorCode.ENHANCE_YOUR_CALM);
  REASON.copy(bytes, at);
  return bytes;
}
