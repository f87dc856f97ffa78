import type { Kind } from "../../../codec/json/descriptor-table.ts";
import { integerRange } from "../../../codec/json/integer-range.ts";
import type { Field, MessageType } from "../../../codec/json/message-type.ts";
import type { OpenApiObject } from "./operation.ts";

/** The JSON schemas of messages and of all that are in them, by the name that {@link schemaReference} refers to. */
export function messageSchemas(
  requests: Iterable<MessageType>,
  responses: Iterable<MessageType>,
): Record<string, OpenApiObject> {
  const inRequests = reachable(requests);
  const inResponses = reachable(responses);
  const schemas: [string, OpenApiObject][] = [];
  for (const type of new Set([...inRequests, ...inResponses])) {
    // The gateway refuses names that it does not know. An answer may have more names one day.
    const isClosed = inRequests.has(type) && !inResponses.has(type);
    schemas.push([shortName(type.name), messageSchema(type, isClosed)]);
    for (const { enumeration } of type.fields) {
      if (enumeration === null) continue;
      const values = [...enumeration.byName.keys()];
      schemas.push([shortName(enumeration.name), { ...described(enumeration.comment), type: "string", enum: values }]);
    }
  }
  return Object.fromEntries(schemas.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function schemaReference(type: { readonly name: string }): OpenApiObject {
  return { $ref: `#/components/schemas/${shortName(type.name)}` };
}

function messageSchema(type: MessageType, isClosed: boolean): OpenApiObject {
  const properties = Object.fromEntries(type.fields.map((field) => [field.jsonName, fieldSchema(field)]));
  const closed = isClosed ? { additionalProperties: false } : {};
  return { ...described(type.comment), type: "object", properties, ...closed };
}

function fieldSchema(field: Field): OpenApiObject {
  const value = valueSchema(field.kind, field);
  const comment = described(field.comment);
  if (field.label === "repeated") return { ...comment, type: "array", items: value };
  if (field.label === "map") return { ...comment, type: "object", additionalProperties: value };
  return { ...value, ...comment };
}

/** Source: https://protobuf.dev/programming-guides/json/ */
function valueSchema(kind: Kind, field: Field): OpenApiObject {
  const range = integerRange(kind);
  if (range !== null) {
    const { bits, isSigned, least, most } = range;
    if (bits === 32) return { type: "integer", minimum: Number(least), maximum: Number(most) };
    return { type: "string", format: isSigned ? "int64" : "uint64", pattern: isSigned ? "^-?[0-9]+$" : "^[0-9]+$" };
  }
  switch (kind) {
    case "message":
      return schemaReference(field.message as MessageType);
    case "enum":
      return schemaReference(field.enumeration as { name: string });
    case "bool":
      return { type: "boolean" };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "double":
    case "float":
      return { anyOf: [{ type: "number", format: kind }, { enum: ["NaN", "Infinity", "-Infinity"] }] };
    default:
      return { type: "string" };
  }
}

function reachable(types: Iterable<MessageType>): Set<MessageType> {
  const found = new Set<MessageType>(types);
  // A set that grows while it is walked is walked to its new end.
  for (const type of found) for (const { message } of type.fields) if (message !== null) found.add(message);
  return found;
}

/** `prism.v1.Namespace.State` → `Namespace.State`. */
function shortName(name: string): string {
  return name.replace(/^prism\.v1\./, "");
}

function described(comment: string): OpenApiObject {
  return comment === "" ? {} : { description: comment };
}
