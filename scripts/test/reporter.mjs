import { inspect } from "node:util";

/** A reporter for node:test that writes one JSON line for each finished test or suite. See `run-file.mjs`. */
// biome-ignore lint/style/noDefaultExport: node:test calls a reporter module by its default export.
export default async function* reporter(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const error = data.details.error;
    const finished = {
      name: data.name,
      nesting: data.nesting,
      passed: type === "test:pass",
      suite: data.details.type === "suite",
      skip: reasonOf(data.skip),
      todo: reasonOf(data.todo),
      failureType: error?.failureType ?? null,
      // The wrapper's own stack is the runner's; the cause is what the test threw.
      detail: error === undefined ? null : inspect(error.cause ?? error, { colors: false, depth: 8 }),
    };
    yield `${JSON.stringify(finished)}\n`;
  }
}

/** Node gives a reason, an empty string, `true` or nothing; here it is a string, or null for "no". */
function reasonOf(mark) {
  if (mark === undefined || mark === false) return null;
  return typeof mark === "string" && mark !== "" ? mark : "no reason given";
}
