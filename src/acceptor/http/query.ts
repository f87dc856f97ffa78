import type { Failure } from "../../common/failure.ts";
import { printable } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";
import { badPercent, badRequest } from "./http-refusals.ts";
import { decodeQueryPart } from "./percent.ts";

/**
 * The parameters of a query as byte strings, or why they are none. `names` are all that there may be: one that is
 * misspelt would otherwise be left out, and more be done than was asked for.
 */
export function readQuery<Name extends string>(
  query: string,
  names: readonly Name[],
): Partial<Record<Name, string>> | Failure {
  const found: Partial<Record<Name, string>> = {};
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decodeQueryPart(equals === -1 ? part : part.slice(0, equals));
    const value = decodeQueryPart(equals === -1 ? "" : part.slice(equals + 1));
    if (name === null || value === null) return badPercent;
    const known = names.find((each) => each === name);
    if (known === undefined) return unknown(name, names);
    if (found[known] !== undefined) return repeated(known);
    found[known] = value;
  }
  return found;
}

function unknown(name: string, names: readonly string[]): Failure {
  const near = nearNames(name.slice(0, SHOWN_CHARACTERS), names, 1)[0];
  const help = near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`;
  const shown = printable(name, SHOWN_CHARACTERS);
  return badRequest("UNKNOWN_PARAMETER", shown, `there is no parameter "${shown}"; ${help}`);
}

function repeated(name: string): Failure {
  return badRequest("PARAMETER_REPEATED", name, `the parameter ${name} came more than once; give it once`);
}

/** Of a parameter's name, in a message. */
const SHOWN_CHARACTERS = 64;
