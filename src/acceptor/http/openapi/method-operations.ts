import type { Method } from "../../../codec/json/services.ts";
import { schemaReference } from "./message-schemas.ts";
import type { Operation, OperationExample } from "./operation.ts";
import type { Parameter } from "./parameter.ts";

export interface MethodsParts {
  readonly methods: readonly Method[];
  readonly parameters: readonly Parameter[];
  /** Headers of the answers. */
  readonly headers: readonly string[];
  /** Of a method by its name. */
  readonly examples: (name: string) => readonly OperationExample[];
}

/** An operation for each method that a port takes by name, in JSON. */
export function methodOperations({ methods, parameters, headers, examples }: MethodsParts): Operation[] {
  return methods.map(({ service, name, request, response, comment }) => ({
    method: "POST",
    path: `/v1/${service}/${name}`,
    id: `${service}_${name}`,
    tag: service,
    summary: comment === "" ? `${service}.${name}` : comment,
    parameters,
    body: { contentType: "application/json", schema: schemaReference(request) },
    answers: {
      200: {
        description: "The answer; fields with their default are left out.",
        headers,
        content: { contentType: "application/json", schema: schemaReference(response) },
      },
    },
    examples: examples(name),
  }));
}
