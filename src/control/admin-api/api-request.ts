import type { IncomingMessage } from "node:http";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { quoted } from "../../common/printable.ts";
import { PrismError } from "../../common/prism-error.ts";
import { nearNames } from "../../common/suggest.ts";
import type { Principal } from "../../security/principal.ts";

/** A request to the admin API, from somebody who may make it. */
export interface ApiRequest {
  readonly incoming: IncomingMessage;
  readonly query: URLSearchParams;
  readonly principal: Principal;
}

/** Refuses a parameter of the query that the path does not have: a misspelt `force` must not do nothing. */
export function checkQuery(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (query.getAll(name).length > 1) throw bad("PARAMETER_REPEATED", name, `the parameter ${name} is given twice`);
    if (known.includes(name)) continue;
    const near = nearNames(name.slice(0, 64), known, 1)[0];
    const help = near === undefined ? `the parameters here are ${known.join(", ") || "none"}` : `did you mean ${near}?`;
    throw bad("UNKNOWN_PARAMETER", "query", `there is no parameter ${quoted(name, 40)}; ${help}`);
  }
}

/** `?force`, `?force=true` and `?force=1` are yes. */
export function flagIn(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  if (value === null || value === "false" || value === "0") return false;
  if (value === "" || value === "true" || value === "1") return true;
  throw bad("BAD_FLAG", name, `the parameter ${name} is true or false`);
}

export function numberIn(query: URLSearchParams, name: string): number {
  const value = query.get(name) ?? "0";
  if (!/^\d{1,9}$/.test(value)) throw bad("BAD_NUMBER", name, `the parameter ${name} is a whole number`);
  return Number(value);
}

/** One of `choices`; the first when it is not given. */
export function choiceIn<Choice extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = query.get(name) ?? choices[0];
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw bad("BAD_CHOICE", name, `the parameter ${name} is one of ${choices.join(", ")}, and not ${quoted(value, 40)}`);
}

/** What `If-Match` says: an etag, or `*` for "whatever there is"; empty when it is not there. */
export function ifMatchOf({ headers }: IncomingMessage): string {
  const value = headers["if-match"];
  if (value === undefined) return "";
  if (value === "*") return "*";
  const tag = /^"([!#-~]*)"$/.exec(value)?.[1];
  if (tag === undefined || tag === "") {
    throw bad("BAD_ENTITY_TAG", "If-Match", "If-Match is the ETag of an answer, with its quotes, or *");
  }
  return tag;
}

export function bad(reason: string, field: string, message: string): PrismError {
  const failure = new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
  return new PrismError(failure, { source: "client" });
}
