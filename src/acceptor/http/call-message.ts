import type { ClientRequest } from "../../codec/client-request.ts";
import { WireWriter } from "../../codec/wire-writer.ts";

/** The call message of `request`, good until the next one is encoded. */
export function encodeCallMessage(request: ClientRequest): Uint8Array {
  const length = request.messageBytes();
  const bytes = length <= scratch.length ? scratch : Buffer.allocUnsafeSlow(length);
  writer.reset(bytes, 0);
  request.writeMessage(writer);
  return bytes.subarray(0, length);
}

/** Room for a key and a value of the usual size. */
const scratch = Buffer.allocUnsafeSlow(16 * 1024);
const writer = new WireWriter();
