import { MAX_NAMESPACES } from "../../common/limits.ts";
import type { SectionList } from "../setting.ts";
import { accessList } from "./access.ts";
import { captureSection } from "./capture.ts";
import { largeValuesSection } from "./large-values.ts";
import { namespaceLimitsList } from "./namespace-limits.ts";
import { needsSection } from "./needs.ts";
import { streamSection } from "./stream.ts";

/** What applications see. */
export const namespacesList = {
  kind: "list",
  summary: "What applications see: each namespace binds a name and a pattern to a backend.",
  maxItems: MAX_NAMESPACES,
  item: {
    kind: "section",
    summary: "One namespace.",
    entries: {
      name: {
        kind: "namespace-name",
        summary: "The name that applications use; no two are the same.",
        example: "orders",
      },
      pattern: {
        kind: "enum",
        values: ["keyvalue", "stream"],
        summary: "The API that it offers.",
        example: "keyvalue",
      },
      backend: { kind: "backend-name", summary: "The backend that keeps its data.", example: "disk" },
      needs: needsSection,
      stream: streamSection,
      capture: captureSection,
      largeValues: largeValuesSection,
      access: accessList,
      limits: namespaceLimitsList,
      audit: {
        kind: "enum",
        values: ["off", "writes", "all"],
        optional: true,
        summary:
          "Which calls are recorded in the audit log: `writes`, `all`, or none; `writes` when nothing is said and `audit.mode` is `on`. Denied calls always are.",
        example: "all",
      },
    },
  },
} as const satisfies SectionList;
