import { MISSED_LEVELS_HEADER } from "../../../codec/missed-levels.ts";
import type { OpenApiObject } from "./operation.ts";

/** `ETag` and `Prism-Replayed?` → the headers of an answer. Whatever a worker has answered may tell of missed levels too. */
export function headerReferences(names: readonly string[]): OpenApiObject {
  const all = names.includes("Server-Timing") ? [...names, `${MISSED_LEVELS_HEADER}?`] : names;
  return Object.fromEntries(
    all.map((name) => {
      const plain = name.replace(/\?$/, "");
      return [plain, { $ref: `#/components/headers/${plain}` }];
    }),
  );
}
