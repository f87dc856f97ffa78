import type { Section } from "../setting.ts";

/** What the gateway keeps of its own. */
export const controlSection = {
  kind: "section",
  summary: "What the gateway keeps of its own: the namespaces that are declared through the API.",
  entries: {
    path: {
      kind: "path",
      maxCharacters: 1024,
      default: "./.prism/control",
      summary:
        "The folder of the control store. It is made when the first namespace is declared through the API; one gateway at a time has it.",
      example: "/var/lib/prism/control",
    },
  },
} as const satisfies Section;
