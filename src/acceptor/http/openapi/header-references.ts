import type { OpenApiObject } from "./operation.ts";

/** `ETag` and `Prism-Replayed?` → the headers of an answer. */
export function headerReferences(names: readonly string[]): OpenApiObject {
  return Object.fromEntries(
    names.map((name) => {
      const plain = name.replace(/\?$/, "");
      return [plain, { $ref: `#/components/headers/${plain}` }];
    }),
  );
}
