import { largeValueExamples } from "./large-value-examples.ts";
import type { OperationExample } from "./operation.ts";
import { streamExamples } from "./stream-examples.ts";

/** Of a method: a message and what it is answered with. */
export type Exchange = readonly [name: string, summary: string, body: object, answer: object];

const greeting = { namespace: "default", key: "greeting" };

/** By method; no two services have one of the same name. */
const exchanges: Readonly<Record<string, readonly Exchange[]>> = {
  ...streamExamples,
  ...largeValueExamples,
  Get: [
    ["found", "An item that is there.", greeting, { found: true, value: "aGVsbG8=", version: "2" }],
    ["missing", "A key that is not there: every field has its default.", { ...greeting, key: "nowhere" }, {}],
  ],
  Put: [
    ["write", "Bytes in base64, for a minute.", { ...greeting, value: "aGVsbG8=", ttlMs: "60000" }, { version: "3" }],
  ],
  Delete: [["delete", "Whatever its version.", greeting, { deleted: true }]],
  Exists: [["found", "An item that is there.", greeting, { exists: true, version: "2" }]],
  Scan: [
    [
      "page",
      "Keys that begin with greet, without their values.",
      { namespace: "default", prefix: "greet", keysOnly: true },
      { items: [{ key: "greeting", version: "2" }] },
    ],
  ],
  BatchGet: [
    [
      "two",
      "One that is there, and one that is not.",
      { namespace: "default", keys: ["greeting", "nowhere"] },
      { results: [{ found: true, value: "aGVsbG8=", version: "2" }, {}] },
    ],
  ],
  BatchPut: [
    [
      "two",
      "One that is written, and one whose condition does not hold.",
      {
        namespace: "default",
        items: [
          { key: "a", value: "MQ==" },
          { key: "greeting", value: "MQ==", ifVersion: "0" },
        ],
      },
      {
        results: [
          { version: "3" },
          {
            error: {
              code: 9,
              reason: "VERSION_MISMATCH",
              message: "the item exists with version 2; if_version 0 means it must not exist",
              metadata: { field: "if_version", current_version: "2" },
            },
          },
        ],
      },
    ],
  ],
  BatchDelete: [
    [
      "two",
      "One that is there, and one that is not.",
      { namespace: "default", items: [{ key: "greeting" }, { key: "nowhere" }] },
      { results: [{ deleted: true }, {}] },
    ],
  ],
  Increment: [
    [
      "count",
      "One more; a counter that is not there counts as 0.",
      { namespace: "default", key: "views", delta: "1" },
      { value: "42", version: "7" },
    ],
  ],
  Transact: [
    [
      "order",
      "A new order, counted, unless the shop is closed.",
      {
        namespace: "default",
        operations: [
          { check: { key: "closed", ifVersion: "0" } },
          { put: { key: "order/9", value: "NQ==", ifVersion: "0" } },
          { increment: { key: "orders", delta: "1" } },
        ],
      },
      { results: [{}, { version: "8" }, { version: "9", value: "42" }] },
    ],
  ],
};

/** The examples of a method. */
export function methodExamples(name: string): OperationExample[] {
  return (exchanges[name] ?? []).map(([example, summary, body, answer]) => ({
    name: example,
    summary,
    parameters: {},
    body,
    status: 200,
    answer,
  }));
}
