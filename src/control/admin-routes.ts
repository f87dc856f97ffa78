import type { IncomingMessage } from "node:http";
import { openApiDocument } from "../acceptor/http/openapi/openapi-document.ts";
import { PrismError } from "../common/prism-error.ts";
import { METRICS_CONTENT_TYPES, type MetricsFormat } from "../metrics/prometheus-text.ts";
import type { Identity } from "../security/authenticator.ts";
import { type AdminAnswer, textAnswer } from "./admin-answer.ts";
import type { AdminApi } from "./admin-api/admin-api.ts";
import { adminApi } from "./admin-api/openapi/admin-api-description.ts";
import { MAX_ADMIN_URL_LENGTH, SCRAPE_TIMEOUT_MS } from "./admin-limits.ts";
import { problemAnswer } from "./admin-problem.ts";

/** What the admin port shows; it knows nothing else of the gateway. */
export interface AdminParts {
  /** Whether the gateway takes requests; when not, why not, and what else is to be noted: one sentence each. */
  ready(): { ready: boolean; reasons: readonly string[]; notes?: readonly string[] };
  /** The page of metrics, as text or in UTF-8. */
  metrics(format: MetricsFormat): Promise<string | Uint8Array>;
  /** More about the gateway, for the detailed form of readiness. */
  describe?(): object;
  /** More pages by their path, each read with GET or HEAD. */
  readonly pages?: Readonly<Record<string, AdminPage>>;
  /** What is under `/v1/`; without it there is nothing. */
  readonly api?: AdminApi;
  /** Is told what went wrong with an answer. The client learns only that something did. */
  onError?(error: unknown): void;
}

/** Makes a page; a PrismError that it throws becomes problem+json. */
export type AdminPage = (query: URLSearchParams) => Promise<AdminAnswer>;

type Route = (
  parts: AdminParts,
  request: IncomingMessage,
  query: URLSearchParams,
) => AdminAnswer | Promise<AdminAnswer>;

/** Every path of the admin port beside the API. All are read with GET or HEAD. */
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  // The event loop turns, or nobody would read this.
  ["/livez", () => textAnswer(200, ["ok"])],
  ["/readyz", readiness],
  ["/metrics", metrics],
  ["/openapi.json", openApi],
]);

/**
 * The answer to a request. Rejects or throws when making it failed.
 * @param identity what the door knows of its client, by a certificate.
 */
export async function answerAdmin(
  parts: AdminParts,
  request: IncomingMessage,
  identity: Identity | null = null,
): Promise<AdminAnswer> {
  const url = request.url ?? "/";
  if (url.length > MAX_ADMIN_URL_LENGTH) return textAnswer(414, ["the path is too long"]);
  const [path = "", query = ""] = url.split("?", 2);
  if (path.startsWith("/v1/") && parts.api !== undefined) {
    return parts.api.answer(request, path, new URLSearchParams(query), identity);
  }
  const route = ROUTES.get(path) ?? pageRoute(parts, path);
  if (route === undefined) {
    const paths = [...ROUTES.keys(), ...Object.keys(parts.pages ?? {})];
    return textAnswer(404, ["there is no such path; there are:", ...paths]);
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return textAnswer(405, [`${path} is read with GET or HEAD`], { Allow: "GET, HEAD" });
  }
  return route(parts, request, new URLSearchParams(query));
}

function pageRoute({ pages = {} }: AdminParts, path: string): Route | undefined {
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return undefined;
  return async (_parts, _request, query) => {
    try {
      return await page(query);
    } catch (error) {
      if (!(error instanceof PrismError)) throw error;
      return problemAnswer(error.failure);
    }
  };
}

function readiness(parts: AdminParts, request: IncomingMessage, query: URLSearchParams): AdminAnswer {
  const { ready, reasons, notes = [] } = parts.ready();
  const status = ready ? 200 : 503;
  const headers = { Vary: "Accept" };
  if (query.has("verbose") || request.headers.accept?.includes("application/json") === true) {
    const body = `${JSON.stringify({ ...parts.describe?.(), ready, reasons, ...(notes.length > 0 ? { notes } : {}) }, null, 2)}\n`;
    return { status, contentType: "application/json; charset=utf-8", body, headers };
  }
  return textAnswer(status, [...(ready ? ["ok"] : reasons), ...notes], headers);
}

async function metrics(parts: AdminParts, { headers }: IncomingMessage): Promise<AdminAnswer> {
  // Who names it prefers it: it has all that the other has, and exemplars.
  const format = headers.accept?.includes("application/openmetrics-text") === true ? "openmetrics" : "prometheus";
  const page = await within(SCRAPE_TIMEOUT_MS, parts.metrics(format));
  if (page === null) return textAnswer(503, ["the metrics were not there in time"]);
  return { status: 200, contentType: METRICS_CONTENT_TYPES[format], body: page, headers: { Vary: "Accept" } };
}

/** Made when it is first asked for. */
let document = "";

function openApi(): AdminAnswer {
  if (document === "") document = JSON.stringify(openApiDocument(adminApi));
  return { status: 200, contentType: "application/json", body: document };
}

/** What `work` comes to; null when that takes longer than `timeoutMs`. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
