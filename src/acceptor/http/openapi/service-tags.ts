import { descriptors } from "../../../codec/generated/descriptors.ts";
import type { Method } from "../../../codec/json/services.ts";
import type { OpenApiObject } from "./operation.ts";

/** A tag for each service that some methods are of, with what the proto file says of it. */
export function serviceTags(methods: readonly Method[]): OpenApiObject[] {
  const names = new Set(methods.map(({ service }) => service));
  return Object.entries(descriptors.services)
    .map(([name, { comment = "" }]) => ({ name: name.slice(name.lastIndexOf(".") + 1), description: comment }))
    .filter(({ name }) => names.has(name));
}
