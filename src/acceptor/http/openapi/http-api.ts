import { type Method, services } from "../../../codec/json/services.ts";
import { collectionOperations } from "./collection-operations.ts";
import { httpHeaders } from "./http-headers.ts";
import { httpParameters as parameters } from "./http-parameters.ts";
import { itemOperations } from "./item-operations.ts";
import { methodExamples } from "./method-examples.ts";
import { methodOperations } from "./method-operations.ts";
import type { ApiDescription } from "./operation.ts";
import { serviceTags } from "./service-tags.ts";
import { streamOperations } from "./stream-operations.ts";

/** The methods that the door takes by name, as `method-route.ts` does: what a worker serves, but for streams. */
export const httpMethods: readonly Method[] = [...services.values()]
  .flatMap((byName) => [...byName.values()])
  .filter(({ call, streams }) => call !== null && !streams);

/** What the HTTP door does. */
export const httpApi: ApiDescription = {
  title: "Prism",
  summary: "One typed API over many stores.",
  description: "64-bit integers are texts; requests may have them as numbers. Bytes are base64.",
  tags: [
    { name: "items", description: "Values by key, under paths of their own." },
    { name: "messages", description: "Streams, under paths of their own." },
    ...serviceTags(httpMethods),
    { name: "frames", description: "The protocol of the TCP door, for browsers." },
    { name: "about", description: "What this door has." },
  ],
  operations: [
    ...itemOperations,
    ...collectionOperations,
    ...streamOperations,
    ...methodOperations({
      methods: httpMethods,
      parameters: [parameters["Idempotency-Key"], parameters["Prism-Timeout-Ms"], parameters.traceparent],
      headers: ["Server-Timing"],
      examples: methodExamples,
    }),
  ],
  requests: httpMethods.map(({ request }) => request),
  responses: httpMethods.map(({ response }) => response),
  schemas: {},
  headers: httpHeaders,
};
