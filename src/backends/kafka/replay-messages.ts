import { type DeadLetter, NewMessage, replayHeaders } from "../stream-contract.ts";

/** The messages that dead letters become again, each for its group alone. */
export function replayMessages(letters: readonly DeadLetter[]): NewMessage[] {
  return letters.map(({ group, message: { key, value, headers } }) => {
    const message = new NewMessage();
    message.key = key;
    message.value = typeof value === "string" ? Buffer.from(value, "latin1") : value;
    message.headers = replayHeaders(headers, group);
    return message;
  });
}
