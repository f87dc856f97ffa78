import { isNamespaceName } from "../../config/names.ts";
import type { ListNamespaces } from "../../namespaces/namespace-api.ts";
import { badPageSize, badPageToken } from "./namespace-failures.ts";

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1_000;

export interface NamePage {
  readonly names: readonly string[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

/** One page of sorted names. A token says after which name it goes on, so that what comes and goes between moves no other. */
export function pageOf(sorted: readonly string[], { pageSize = 0, pageToken = "" }: ListNamespaces): NamePage {
  if (!Number.isInteger(pageSize) || pageSize < 0 || pageSize > MAX_PAGE) throw badPageSize(pageSize, MAX_PAGE);
  const from = pageToken === "" ? 0 : placeAfter(sorted, readToken(pageToken));
  const to = from + (pageSize === 0 ? DEFAULT_PAGE : pageSize);
  const names = sorted.slice(from, to);
  const last = names.at(-1);
  return { names, nextPageToken: to < sorted.length && last !== undefined ? writeToken(last) : "" };
}

/** Another list's token is no token of this one. */
const PREFIX = "namespaces:";

function writeToken(last: string): string {
  return Buffer.from(PREFIX + last).toString("base64url");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("latin1");
  const name = text.slice(PREFIX.length);
  if (!text.startsWith(PREFIX) || !isNamespaceName(name) || writeToken(name) !== token) throw badPageToken();
  return name;
}

/** The place of the first name after this one. */
export function placeAfter(sorted: readonly string[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}
