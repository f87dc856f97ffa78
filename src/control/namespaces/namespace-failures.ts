import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_NAMESPACE_BYTES, MAX_NAMESPACES } from "../../common/limits.ts";
import { printable } from "../../common/printable.ts";
import { PrismError } from "../../common/prism-error.ts";
import { nearNames } from "../../common/suggest.ts";
import type { ConfigError } from "../../config/config-error.ts";

/** What a caller of NamespaceService is told. */

export function noSuchNamespace(name: string, names: Iterable<string>): PrismError {
  const shown = printable(name, MAX_NAMESPACE_BYTES);
  const near = name.length > MAX_NAMESPACE_BYTES ? [] : nearNames(name, names);
  const help = near.length === 0 ? "" : `; did you mean ${near.map((each) => `"${each}"`).join(" or ")}?`;
  return fail(Code.NOT_FOUND, "NAMESPACE_NOT_FOUND", `namespace "${shown}" does not exist${help}`, {
    namespace: shown,
    near: near.join(","),
  });
}

export function nameRequired(): PrismError {
  return fail(Code.INVALID_ARGUMENT, "NAMESPACE_REQUIRED", "name is empty; name a namespace", { field: "name" });
}

/** Everything that is wrong with a declaration, up to a bound. */
export function invalidDeclaration({ problems }: ConfigError): PrismError {
  const shown = problems.slice(0, MOST_PROBLEMS).map(({ path, message, suggestion }) => {
    const what = path === "" ? message : `${path} ${message}`;
    return suggestion === undefined ? what : `${what} (${suggestion})`;
  });
  const more = problems.length - shown.length;
  const message = shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
  const path = problems[0]?.path ?? "";
  const field = path === "" ? "namespace" : `namespace.${path}`;
  return fail(Code.INVALID_ARGUMENT, "NAMESPACE_INVALID", message, { field });
}

const MOST_PROBLEMS = 8;

export function namespaceExists(name: string): PrismError {
  return fail(
    Code.ALREADY_EXISTS,
    "NAMESPACE_EXISTS",
    `there is a namespace "${name}" already; update it, or choose another name`,
    { field: "namespace.name", namespace: name },
  );
}

/** @param file null where the gateway has no file, and its own defaults declare the namespace. */
export function declaredInFile(name: string, file: string | null): PrismError {
  const where = file === null ? "by default, as there is no configuration file" : `in ${file}`;
  const remedy = file === null ? "a file that declares namespaces goes before the defaults" : "change it there";
  return fail(
    Code.FAILED_PRECONDITION,
    "NAMESPACE_DECLARED_IN_FILE",
    `namespace "${name}" is declared ${where}; ${remedy}`,
    { namespace: name, ...(file === null ? {} : { file }) },
  );
}

export function cannotChange(name: string, field: "pattern" | "backend", from: string, to: string): PrismError {
  return fail(
    Code.FAILED_PRECONDITION,
    "NAMESPACE_FIELD_FIXED",
    `${field} of namespace "${name}" is ${from} and cannot become ${to}; make a namespace of another name, copy what this one has, and delete it`,
    { field: `namespace.${field}`, namespace: name },
  );
}

export function etagMismatch(name: string, current: string): PrismError {
  return fail(
    Code.ABORTED,
    "ETAG_MISMATCH",
    `namespace "${name}" has changed since its etag was read; get it again and decide anew`,
    { field: "etag", namespace: name, current_etag: current },
  );
}

export function notEmpty(name: string): PrismError {
  return fail(
    Code.FAILED_PRECONDITION,
    "NAMESPACE_NOT_EMPTY",
    `namespace "${name}" has items; delete them first, or set force to delete them with it`,
    { field: "force", namespace: name },
  );
}

export function notServed(name: string, problem: string): PrismError {
  return fail(
    Code.FAILED_PRECONDITION,
    "NAMESPACE_UNSERVED",
    `whether namespace "${name}" has items cannot be told, for it is not served: ${problem}; set force to delete its declaration and leave its data where they are`,
    { field: "force", namespace: name },
  );
}

export function tooManyNamespaces(): PrismError {
  return fail(
    Code.RESOURCE_EXHAUSTED,
    "TOO_MANY_NAMESPACES",
    `there are ${MAX_NAMESPACES} namespaces, as many as one gateway has; delete some`,
  );
}

export function badField(name: string, known: readonly string[]): PrismError {
  return fail(
    Code.INVALID_ARGUMENT,
    "FIELD_INVALID",
    `update_fields names ${printable(name, MAX_NAMESPACE_BYTES)}; the fields that can be changed are ${known.join(", ")}`,
    { field: "update_fields" },
  );
}

export function badPageSize(size: number, most: number): PrismError {
  return fail(Code.INVALID_ARGUMENT, "PAGE_TOO_LARGE", `page_size is ${size}; ask for at most ${most}`, {
    field: "page_size",
  });
}

export function badCount(count: number, most: number): PrismError {
  return fail(Code.INVALID_ARGUMENT, "BAD_NUMBER", `count is ${count}; ask for at most ${most}`, { field: "count" });
}

export function badPageToken(): PrismError {
  return fail(
    Code.INVALID_ARGUMENT,
    "PAGE_TOKEN_INVALID",
    "page_token is not one that this call gave; begin without one",
    { field: "page_token" },
  );
}

/** What a store was told to forget is still there, and a new namespace of the name would find it. */
export function dropPending(name: string): PrismError {
  const failure = new Failure(
    Code.UNAVAILABLE,
    "NAMESPACE_DROP_PENDING",
    `what an earlier namespace "${name}" had is not dropped yet, for its store or its worker cannot do so now; try again`,
    { retryAfterMs: 1_000, metadata: { namespace: name } },
  );
  return new PrismError(failure, { retry: "safe" });
}

function fail(
  code: Code,
  reason: string,
  message: string,
  metadata: Readonly<Record<string, string>> = {},
): PrismError {
  const source = code === Code.RESOURCE_EXHAUSTED ? "gateway" : "client";
  return new PrismError(new Failure(code, reason, message, { metadata }), { source });
}
