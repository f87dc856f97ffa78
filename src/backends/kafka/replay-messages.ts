import { type DeadLetter, type Header, NewMessage } from "../stream-contract.ts";

/** Says which group a message is for that was a dead letter: other groups pass it over. */
const REPLAY_GROUP_HEADER = "prism-replay-group";

/** The messages that dead letters become again, each for its group alone. */
export function replayMessages(letters: readonly DeadLetter[]): NewMessage[] {
  return letters.map(({ group, message: { key, value, headers } }) => {
    const message = new NewMessage();
    message.key = key;
    message.value = typeof value === "string" ? Buffer.from(value, "latin1") : value;
    const kept = headers.filter(([name]) => name !== REPLAY_GROUP_HEADER);
    message.headers = [...kept, [REPLAY_GROUP_HEADER, group] satisfies Header];
    return message;
  });
}
