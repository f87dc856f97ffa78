import { connect } from "node:net";

/**
 * What the server says to whoever it will not let in, right after its greeting and before it closes the connection; empty when
 * it says nothing of the kind. The client hangs up on it unread: its own first words meet a closed connection. Format: NATS
 * client protocol, `INFO {…}\r\n-ERR '…'\r\n`.
 */
export function readRefusal(server: string, timeoutMs: number): Promise<string> {
  const { hostname, port } = new URL(`tcp://${server}`);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || DEFAULT_PORT) });
  return new Promise((resolve) => {
    let text = "";
    const end = (): void => {
      socket.destroy();
      resolve(/(?:^|\n)-ERR '([^']*)'/.exec(text)?.[1] ?? "");
    };
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      // A server that lets us in says no more than its greeting.
      if (text.length > MAX_CHARACTERS || /\n-ERR .*\n/.test(text)) end();
    });
    socket.setTimeout(Math.min(timeoutMs, SILENCE_MS), end);
    socket.on("error", () => undefined).on("close", end);
  });
}

const DEFAULT_PORT = 4222;
/** A greeting with the addresses of a large cluster in it, and a sentence. */
const MAX_CHARACTERS = 64 * 1024;
/** The refusal comes with the greeting, if one comes. */
const SILENCE_MS = 250;
