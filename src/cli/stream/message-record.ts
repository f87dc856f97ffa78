import { isUtf8 } from "node:buffer";
import { stringify } from "yaml";
import type { ReceivedMessage } from "../../client/received-message.ts";
import type { OutputForm } from "../kv-options.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";

/** A message as it is printed in JSON and YAML. */
export function messageRecord(message: ReceivedMessage): Record<string, unknown> {
  const { position, key, value, headers, publishedMs, attempt, lease } = message;
  const isText = isUtf8(value);
  return {
    position,
    key,
    value: isText ? message.text : Buffer.from(value).toString("base64"),
    encoding: isText ? "utf8" : "base64",
    headers: headers.map(([name, bytes]) => [name, Buffer.from(bytes).toString(isUtf8(bytes) ? "utf8" : "base64")]),
    publishedAt: new Date(publishedMs).toISOString(),
    ...(lease === "" ? {} : { attempt, lease }),
  };
}

/** Prints messages as they come: JSON and YAML one document for each, for a stream has no end. */
export function messagePrinter(form: OutputForm): (message: ReceivedMessage) => string | Uint8Array {
  const table = new Table();
  return (message) => {
    switch (form) {
      case "json":
        return `${JSON.stringify(messageRecord(message))}\n`;
      case "yaml":
        return `---\n${stringify(messageRecord(message))}`;
      case "table":
        return table.render([messageRow(message)]);
      case "raw":
        return Buffer.concat([message.value, newline]);
    }
  };
}

/** A row of a table, where a long value is cut and what would move the cursor is escaped. */
export function messageRow(message: ReceivedMessage): Record<string, string> {
  const { position, key, value, publishedMs, attempt } = message;
  return {
    position: plainText(position, MAX_CELL),
    key: plainText(key, MAX_CELL),
    value: isUtf8(value) ? plainText(message.text, MAX_CELL) : `(${value.length} bytes, no text)`,
    published: new Date(publishedMs).toISOString(),
    ...(attempt === 0 ? {} : { attempt: String(attempt) }),
  };
}

const MAX_CELL = 60;
const newline = Buffer.from("\n");
