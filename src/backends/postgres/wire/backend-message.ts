import { ServerError } from "../sql.ts";

/** The types of messages that a server sends after the handshake, as far as they matter here. */
export const BackendMessage = {
  NOTIFICATION: 0x41,
  COMMAND_COMPLETE: 0x43,
  DATA_ROW: 0x44,
  ERROR: 0x45,
  READY_FOR_QUERY: 0x5a,
  PARSE_COMPLETE: 0x31,
} as const;

/** An error: fields of one letter and a text, up to a zero byte. */
export function readServerError(bytes: Buffer, start: number): ServerError {
  const fields: Record<string, string> = {};
  for (let at = start; bytes[at] !== 0; ) {
    const end = bytes.indexOf(0, at + 1);
    fields[String.fromCharCode(bytes[at] as number)] = bytes.toString("utf8", at + 1, end);
    at = end + 1;
  }
  return new ServerError(fields.C ?? "XX000", fields.M ?? "", fields.D ?? "");
}

/** A notification: the process that sent it (int32), channel, payload. */
export function readNotification(bytes: Buffer, start: number): { readonly channel: string; readonly payload: string } {
  const channelEnd = bytes.indexOf(0, start + 4);
  const payloadEnd = bytes.indexOf(0, channelEnd + 1);
  return {
    channel: bytes.toString("utf8", start + 4, channelEnd),
    payload: bytes.toString("utf8", channelEnd + 1, payloadEnd),
  };
}
