import type { ParameterName } from "./parameters.ts";

/** An object of an OpenAPI document, as far as the code cares. Source: https://spec.openapis.org/oas/v3.1.0 */
export interface OpenApiObject {
  readonly [name: string]: unknown;
}

/** One method of one path, as the document tells of it. */
export interface Operation {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  /** Unique; generated clients name their functions by it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly ParameterName[];
  readonly body?: { readonly contentType: string; readonly schema: OpenApiObject | null };
  /** The answers that are no problem, by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly examples: readonly OperationExample[];
  readonly isPublic?: true;
}

export interface Answer {
  readonly description: string;
  /** Names in `components.headers`; those that end in `?` may be absent. */
  readonly headers: readonly string[];
  /** null = no body. */
  readonly content: { readonly contentType: string; readonly schema: OpenApiObject | null } | null;
}

/**
 * What to send, and what comes back. A test sends each to a gateway that has an item `greeting` with the value `hello` in
 * the namespace `default`, and compares all but digits.
 */
export interface OperationExample {
  readonly name: string;
  readonly summary: string;
  readonly parameters: Partial<Readonly<Record<ParameterName, string>>>;
  readonly body?: unknown;
  readonly status: number;
  /** The text of an answer that is not JSON, else what JSON.parse makes of it; absent when it has no body. */
  readonly answer?: unknown;
}
