import { MAX_ACCEPTORS, MAX_WORKERS } from "../common/limits.ts";
import { backendTypes } from "./backend-types.ts";
import { auditSection } from "./sections/audit.ts";
import { authSection } from "./sections/auth.ts";
import { capturesSection } from "./sections/capture.ts";
import { controlSection } from "./sections/control.ts";
import { levelsSection } from "./sections/levels.ts";
import { limitsSection } from "./sections/limits.ts";
import { listenersSection } from "./sections/listeners.ts";
import { namespacesList } from "./sections/namespaces.ts";
import { offloadSection } from "./sections/offload.ts";
import { tlsSection } from "./sections/tls.ts";
import { tracingSection } from "./sections/tracing.ts";
import type { Section } from "./setting.ts";

/** What may stand in `prism.yaml`, in the order of the reference page. A new section is a file in sections/ and a line here. */
export const schema = {
  kind: "section",
  summary: "Settings of the process.",
  entries: {
    acceptors: {
      kind: "int",
      min: 1,
      max: MAX_ACCEPTORS,
      default: 1,
      summary:
        "Threads that take connections, each with sockets of the same TCP and HTTP ports. More than 1 need Node.js 23.1 or later, on Linux say; gRPC stays with the first.",
      example: "2",
    },
    workers: {
      kind: "int",
      min: 1,
      max: MAX_WORKERS,
      words: ["auto"],
      default: "auto",
      summary: "Worker threads. `auto` is one for each core that the acceptors do not use, and at least one.",
      example: "2",
    },
    listeners: listenersSection,
    tls: tlsSection,
    auth: authSection,
    audit: auditSection,
    tracing: tracingSection,
    captures: capturesSection,
    control: controlSection,
    limits: limitsSection,
    offload: offloadSection,
    levels: levelsSection,
    backends: {
      kind: "map",
      summary: "Where data are kept: a name for each store, its `type`, and the settings of that type.",
      // Every worker may hold one of each, with its connections or its file.
      maxItems: 256,
      variants: backendTypes,
    },
    namespaces: namespacesList,
  },
} as const satisfies Section;
