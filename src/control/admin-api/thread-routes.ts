import type { IncomingMessage } from "node:http";
import { quoted } from "../../common/printable.ts";
import { FILE_ENDINGS, PROFILE_KINDS, type ProfileKind } from "../../profiling/profile-order.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import { ADMIN_TIMEOUTS, MAX_PROFILE_SECONDS } from "../admin-limits.ts";
import type { ThreadProfiles } from "../thread-profiles.ts";
import { type ApiRequest, bad, checkQuery } from "./api-request.ts";

export const THREADS = "/v1/threads";

export interface ThreadRoutesParts {
  readonly profiles: ThreadProfiles;
  /** Something an operator should read. */
  readonly log: (message: string, fields: Record<string, unknown>) => void;
}

type Handler = (parts: ThreadRoutesParts, request: ApiRequest, name: string) => Promise<AdminAnswer> | AdminAnswer;

/** What `/v1/threads` does, by method … */
export const threadsMethods: Readonly<Record<string, Handler>> = { GET: list };
/** … and `/v1/threads/{name}/profile`. */
export const profileMethods: Readonly<Record<string, Handler>> = { POST: takeProfile };

function list({ profiles }: ThreadRoutesParts, { query }: ApiRequest): AdminAnswer {
  checkQuery(query, []);
  const threads = profiles.names().map((name) => ({ name }));
  return { status: 200, contentType: "application/json", body: `${JSON.stringify({ threads })}\n` };
}

/** The profile itself, as V8 writes it down. */
async function takeProfile(
  { profiles, log }: ThreadRoutesParts,
  { incoming, query, principal }: ApiRequest,
  thread: string,
): Promise<AdminAnswer> {
  checkQuery(query, ["kind", "seconds"]);
  const kind = kindIn(query);
  const durationMs = durationIn(query, kind);
  // A connection on which nothing moves would be cut off before the profile is there.
  incoming.setTimeout(durationMs + ADMIN_TIMEOUTS.stallMs);
  const order = { thread, kind, seconds: durationMs / 1_000, principal: principal.name };
  log("a profile of a thread is asked for", order);
  const body = await untilGone(incoming, (signal) => profiles.take({ thread, kind, durationMs, signal }));
  log("a profile of a thread was taken", { ...order, bytes: body.length });
  const file = `${thread}.${FILE_ENDINGS[kind]}`;
  return {
    status: 200,
    contentType: "application/json",
    body,
    headers: { "Content-Disposition": `attachment; filename="${file}"` },
  };
}

/** Does `work` with a signal that ends when the client goes away. */
async function untilGone<T>({ socket }: IncomingMessage, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  if (socket.destroyed) gone.abort();
  socket.once("close", onClose);
  try {
    return await work(gone.signal);
  } finally {
    socket.removeListener("close", onClose);
  }
}

function kindIn(query: URLSearchParams): ProfileKind {
  const given = query.get("kind") ?? "cpu";
  const kind = PROFILE_KINDS.find((known) => known === given);
  if (kind !== undefined) return kind;
  throw bad("BAD_PROFILE_KIND", "kind", `there is no kind ${quoted(given, 40)}; there are ${PROFILE_KINDS.join(", ")}`);
}

/** Milliseconds; of a heap 0, for it is taken as it is. */
function durationIn(query: URLSearchParams, kind: ProfileKind): number {
  const given = query.get("seconds");
  if (kind === "heap") {
    if (given === null) return 0;
    throw bad("BAD_PROFILE_SECONDS", "seconds", "a heap is taken as it is now; leave seconds out");
  }
  const seconds = Number(given ?? DEFAULT_PROFILE_SECONDS);
  if (/^\d{1,2}(\.\d{1,3})?$/.test(given ?? "1") && seconds > 0 && seconds <= MAX_PROFILE_SECONDS) {
    return seconds * 1_000;
  }
  throw bad("BAD_PROFILE_SECONDS", "seconds", `seconds is a number over 0, up to ${MAX_PROFILE_SECONDS}`);
}

const DEFAULT_PROFILE_SECONDS = 10;
