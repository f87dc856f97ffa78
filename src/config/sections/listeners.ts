import type { Section } from "../setting.ts";
import { grpcListener } from "./grpc-listener.ts";
import { httpListener } from "./http-listener.ts";

const port = { kind: "int", min: 0, max: 65_535 } as const;
const tls = { kind: "boolean", default: false, example: "true" } as const;
const host = { kind: "string", maxCharacters: 253, default: "127.0.0.1" } as const;

/** The doors. */
export const listenersSection = {
  kind: "section",
  summary: "Where the gateway listens. The ports differ; port 0 takes a free one.",
  absent: { websocket: "WebSocket comes in by the http door, at /v1/ws" },
  entries: {
    tcp: {
      kind: "section",
      summary: "The TCP door: length-prefixed frames.",
      entries: {
        host: { ...host, summary: "Address to listen on for TCP frames.", example: "0.0.0.0" },
        port: { ...port, default: 7400, summary: "Port to listen on for TCP frames.", example: "7400" },
        tls: { ...tls, summary: "Whether TCP frames go over TLS, with the certificate of `tls`." },
      },
    },
    grpc: grpcListener,
    http: httpListener,
    admin: {
      kind: "section",
      summary: "The admin door: health, readiness and metrics over HTTP.",
      entries: {
        host: { ...host, summary: "Address to listen on for the admin door.", example: "127.0.0.1" },
        port: { ...port, default: 7403, summary: "Port to listen on for the admin door.", example: "7403" },
        tls: { ...tls, summary: "Whether the admin door speaks HTTPS, with the certificate of `tls`." },
      },
    },
  },
} as const satisfies Section;
