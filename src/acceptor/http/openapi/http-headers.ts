import type { OpenApiObject } from "./operation.ts";

const text: OpenApiObject = { type: "string" };
const milliseconds: OpenApiObject = { type: "integer", minimum: 0 };

/** Headers of the HTTP door's answers. */
export const httpHeaders: Readonly<Record<string, OpenApiObject>> = {
  Allow: { description: "The methods that the path has.", schema: text },
  "Accept-Ranges": { description: "Whether parts can be asked for, of a large value.", schema: text },
  "Content-Encoding": { description: "How the value is encoded; absent = not at all.", schema: text },
  "Content-Range": {
    description: "Which part this is, and of how many bytes: `bytes 0-99/1000`.",
    schema: { type: "string", pattern: "^bytes [0-9]+-[0-9]+/[0-9]+$" },
  },
  ETag: {
    description: "The item's version, between double quotes; of a value that is sent encoded, with the encoding.",
    schema: { type: "string", pattern: '^"[0-9]+(-[a-z]+)?"$' },
  },
  "Prism-Deleted": { description: "Whether there was an item to delete.", schema: { type: "boolean" } },
  "Prism-Expires-At-Ms": { description: "When the item is gone, in milliseconds since 1970.", schema: milliseconds },
  "Prism-Missed-Levels": {
    description:
      "The levels of service that the namespace declares and misses now, the worst ones: `readP99Ms;target=5;current=9.2`. Absent when all are met.",
    schema: text,
  },
  "Prism-Replayed": {
    description:
      "true: the idempotency key was seen before, this is the first write's answer, and nothing was done now.",
    schema: { const: "true" },
  },
  "Retry-After": { description: "Seconds after which trying again makes sense, rounded up.", schema: milliseconds },
  "Server-Timing": { description: "Milliseconds that the gateway spent, by part.", schema: text },
  "WWW-Authenticate": { description: "How to show credentials.", schema: text },
};
