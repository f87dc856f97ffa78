import type { IncomingMessage } from "node:http";
import type { AdminCalls } from "../../acceptor/admin-calls.ts";
import { decodeToJson } from "../../codec/json/decode-to-json.ts";
import { encodeJson } from "../../codec/json/encode-json.ts";
import { findMethod } from "../../codec/json/services.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { failureOf, PrismError } from "../../common/prism-error.ts";
import type { NamespaceApi } from "../../namespaces/namespace-api.ts";
import type { DenialLog } from "../../security/audit/denial-log.ts";
import type { Identity } from "../../security/authenticator.ts";
import { Door } from "../../security/caller.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import type { AdminAuth } from "../admin-auth.ts";
import { problemAnswer } from "../admin-problem.ts";
import { unexpected } from "../namespaces/namespace-calls.ts";
import type { ApiRequest } from "./api-request.ts";
import { CAPTURES, type CaptureRoutesParts, capturesMethods, stopMethods } from "./capture-routes.ts";
import { COLLECTION, changesMethods, collectionMethods, namespaceMethods } from "./namespace-routes.ts";
import { POOLS, type PoolApi, poolMethods, poolsMethods } from "./pool-routes.ts";
import { readJsonBody } from "./read-json-body.ts";
import { profileMethods, THREADS, type ThreadRoutesParts, threadsMethods } from "./thread-routes.ts";
import { WORKERS, type WorkerApi, workerMethods } from "./worker-routes.ts";

export interface AdminApiParts {
  readonly auth: AdminAuth;
  readonly namespaces: NamespaceApi;
  readonly workers: WorkerApi;
  readonly pools: PoolApi;
  readonly calls: AdminCalls;
  readonly threads: ThreadRoutesParts;
  readonly captures: CaptureRoutesParts;
  /** Where it is recorded who was not let in; null where nothing is. */
  readonly denials: DenialLog | null;
  /** Hears what went wrong in a way nobody has foreseen. */
  readonly onError: (error: unknown) => void;
}

/** What a path does, by method. */
type Methods<Parts> = Readonly<
  Record<string, (parts: Parts, request: ApiRequest, name: string) => Promise<AdminAnswer> | AdminAnswer>
>;

/** What is under `/v1/` on the admin port: for administrators, and not for pages in a browser. */
export class AdminApi {
  private readonly parts: AdminApiParts;

  constructor(parts: AdminApiParts) {
    this.parts = parts;
  }

  /** @param identity what the door knows of its client, by a certificate. Never rejects. */
  async answer(
    incoming: IncomingMessage,
    path: string,
    query: URLSearchParams,
    identity: Identity | null,
  ): Promise<AdminAnswer> {
    try {
      refuseBrowsers(incoming);
      const verdict = await this.parts.auth.admit(incoming.headers.authorization, identity);
      if (verdict instanceof Failure) return this.deny(verdict, incoming);
      return await this.route({ incoming, query, principal: verdict.principal }, path);
    } catch (error) {
      if (!(error instanceof PrismError)) this.parts.onError(error);
      return problemAnswer(failureOf(error, unexpected));
    }
  }

  private deny(failure: Failure, { socket }: IncomingMessage): AdminAnswer {
    this.parts.denials?.add({
      door: Door.ADMIN,
      peer: socket.remoteAddress ?? "",
      principal: failure.metadata.principal ?? null,
      failure,
      namespace: null,
      operation: 0,
      requestId: 0,
      traceparent: "",
    });
    return problemAnswer(failure);
  }

  private route(request: ApiRequest, path: string): Promise<AdminAnswer> | AdminAnswer {
    const segments = path.split("/").slice(1).map(decoded);
    const [, first = "", name = "", last] = segments;
    if (first === "namespaces") {
      if (segments.length === 2) return this.run(this.parts.namespaces, collectionMethods, request, "");
      if (segments.length === 3 && name !== "") return this.run(this.parts.namespaces, namespaceMethods, request, name);
      if (segments.length === 4 && last === "changes") {
        return this.run(this.parts.namespaces, changesMethods, request, name);
      }
    } else if (path === WORKERS) {
      return this.run(this.parts.workers, workerMethods, request, "");
    } else if (first === "pools") {
      if (segments.length === 2) return this.run(this.parts.pools, poolsMethods, request, "");
      if (segments.length === 3 && name !== "") return this.run(this.parts.pools, poolMethods, request, name);
    } else if (first === "captures") {
      if (segments.length === 2) return this.run(this.parts.captures, capturesMethods, request, "");
      if (segments.length === 4 && last === "stop") return this.run(this.parts.captures, stopMethods, request, name);
    } else if (first === "threads") {
      if (segments.length === 2) return this.run(this.parts.threads, threadsMethods, request, "");
      if (segments.length === 4 && last === "profile") {
        return this.run(this.parts.threads, profileMethods, request, name);
      }
    } else if (segments.length === 3) {
      return request.incoming.method === "POST" ? this.call(request, first, name) : problemAnswer(notAllowed(["POST"]));
    }
    return problemAnswer(noSuchPath);
  }

  private run<Parts>(
    parts: Parts,
    methods: Methods<Parts>,
    request: ApiRequest,
    name: string,
  ): Promise<AdminAnswer> | AdminAnswer {
    const { method = "" } = request.incoming;
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
    return handler?.(parts, request, name) ?? problemAnswer(notAllowed(Object.keys(methods)));
  }

  /** Any method of a service under its name, in protobuf's JSON. */
  private async call(request: ApiRequest, service: string, name: string): Promise<AdminAnswer> {
    const { calls } = this.parts;
    const method = findMethod(service, name);
    if (method instanceof Failure) return problemAnswer(method);
    if (!calls.has(method)) return problemAnswer(servedElsewhere(service));
    const message = encodeJson(method.request, await readJsonBody(request.incoming));
    if (message instanceof Failure) return problemAnswer(message);
    const answer = await calls.call(method, message, request.principal, Door.ADMIN);
    if (answer instanceof Failure) return problemAnswer(answer);
    const body = decodeToJson(method.response, answer, 0, answer.length);
    return { status: 200, contentType: "application/json", body: `${body}\n` };
  }
}

/**
 * The admin API knows no cookies, but a gateway without authentication would let in any page that its user looks at, as
 * would one behind a client certificate. A browser says what a page sends, whatever name the page has got itself.
 */
function refuseBrowsers({ headers }: IncomingMessage): void {
  const site = headers["sec-fetch-site"];
  if (headers.origin === undefined && (site === undefined || site === "none")) return;
  throw new PrismError(pageRefused, { source: "client" });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new PrismError(badPercent, { source: "client" });
  }
}

const pageRefused = new Failure(
  Code.PERMISSION_DENIED,
  "PAGE_REFUSED",
  "the admin API takes no requests of pages in a browser; use `prism namespace` or another program",
  { metadata: { field: "Origin" } },
);

const badPercent = new Failure(
  Code.INVALID_ARGUMENT,
  "BAD_PERCENT_ENCODING",
  "a segment of the path is not percent-encoded UTF-8",
  { metadata: { field: "path" } },
);

const noSuchPath = new Failure(
  Code.NOT_FOUND,
  "PATH_NOT_FOUND",
  `there is no such path; there are ${COLLECTION}, ${COLLECTION}/{name}, ${COLLECTION}/{name}/changes, ${THREADS}, ${THREADS}/{name}/profile, ${CAPTURES}, ${CAPTURES}/{recording}/stop, ${WORKERS}, ${POOLS}, ${POOLS}/{name} and /v1/NamespaceService/{method}`,
  { metadata: { field: "path" } },
);

function notAllowed(methods: readonly string[]): Failure {
  const allowed = methods.join(", ");
  return new Failure(Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", `this path takes ${allowed}`, {
    metadata: { field: "method", allowed_methods: allowed },
  });
}

function servedElsewhere(service: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "SERVED_ELSEWHERE",
    `${service} is served on the doors of applications, not on the admin port`,
    { metadata: { field: "service" } },
  );
}
