import { type Method, services } from "../../../codec/json/services.ts";
import { schemaReference } from "./message-schemas.ts";
import { methodExamples } from "./method-examples.ts";
import type { Operation } from "./operation.ts";

/** The methods that the door takes by name: what a worker serves, but for streams. */
export const methods: readonly Method[] = [...services.values()]
  .flatMap((byName) => [...byName.values()])
  .filter(({ call, streams }) => call !== null && !streams);

/** An operation for each; beside `method-route.ts`. */
export const methodOperations: readonly Operation[] = methods.map(({ service, name, request, response, comment }) => ({
  method: "POST",
  path: `/v1/${service}/${name}`,
  id: `${service}_${name}`,
  tag: service,
  summary: comment === "" ? `${service}.${name}` : comment,
  parameters: ["Idempotency-Key", "Prism-Timeout-Ms", "traceparent"],
  body: { contentType: "application/json", schema: schemaReference(request) },
  answers: {
    200: {
      description: "The answer; fields with their default are left out.",
      headers: ["Server-Timing"],
      content: { contentType: "application/json", schema: schemaReference(response) },
    },
  },
  examples: methodExamples(name),
}));
