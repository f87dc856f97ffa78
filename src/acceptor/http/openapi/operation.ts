import type { MessageType } from "../../../codec/json/message-type.ts";
import type { Parameter } from "./parameter.ts";

/** An object of an OpenAPI document, as far as the code cares. Source: https://spec.openapis.org/oas/v3.1.0 */
export interface OpenApiObject {
  readonly [name: string]: unknown;
}

/** One method of one path, as the document tells of it. */
export interface Operation {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** Unique; generated clients name their functions by it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly contentType: string; readonly schema: OpenApiObject | null };
  /** The answers that are no problem, by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly examples: readonly OperationExample[];
  readonly isPublic?: true;
  /** False for a path whose answers are never problems. */
  readonly hasProblems?: false;
}

export interface Answer {
  readonly description: string;
  /** Names in `components.headers`; those that end in `?` may be absent. */
  readonly headers: readonly string[];
  /** null = no body. */
  readonly content: { readonly contentType: string; readonly schema: OpenApiObject | null } | null;
}

/**
 * What to send, and what comes back. Tests send each to a gateway, and compare all but what differs from run to run. Where
 * the document tells of items, there is one, `greeting`, with the value `hello` in the namespace `default`.
 */
export interface OperationExample {
  readonly name: string;
  readonly summary: string;
  /** By name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** The text of an answer that is not JSON, else what JSON.parse makes of it; absent when it has no body. */
  readonly answer?: unknown;
}

/** What a port does, for its document. */
export interface ApiDescription {
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly OpenApiObject[];
  readonly operations: readonly Operation[];
  /** Messages of the proto files that its operations refer to. */
  readonly requests: readonly MessageType[];
  readonly responses: readonly MessageType[];
  /** Schemas besides, by name. */
  readonly schemas: Readonly<Record<string, OpenApiObject>>;
  /** Headers of its answers, by name. */
  readonly headers: Readonly<Record<string, OpenApiObject>>;
}
