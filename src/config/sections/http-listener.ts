import type { Section } from "../setting.ts";

/** The HTTP door. */
export const httpListener = {
  kind: "section",
  summary: "The HTTP door: REST, JSON, and WebSocket.",
  entries: {
    host: {
      kind: "string",
      maxCharacters: 253,
      default: "127.0.0.1",
      summary: "Address to listen on for HTTP and WebSocket.",
      example: "0.0.0.0",
    },
    port: {
      kind: "int",
      min: 0,
      max: 65_535,
      default: 7402,
      summary: "Port to listen on for HTTP and WebSocket.",
      example: "7402",
    },
    tls: {
      kind: "boolean",
      default: false,
      summary: "Whether HTTP and WebSocket go over TLS, with the certificate of `tls`.",
      example: "true",
    },
    server: {
      kind: "enum",
      values: ["auto", "uwebsockets", "node"],
      default: "auto",
      summary:
        "What serves HTTP: `uwebsockets` is faster and has a binary for some versions of Node.js only; `node` is everywhere. `auto` takes the first if it can be loaded, else the second, and says so in the log.",
      example: "auto",
    },
    corsOrigins: {
      kind: "strings",
      maxItems: 100,
      // The longest host name, with scheme and port.
      maxCharacters: 270,
      default: [],
      summary:
        "Origins whose pages may call from a browser, as browsers send them; `*` is every page, without its cookies. A page of any other origin is refused.",
      example: "[https://app.example]",
    },
  },
} as const satisfies Section;
