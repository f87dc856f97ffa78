import type { AdminAnswer } from "../admin-answer.ts";
import type { WorkerList } from "../worker-set.ts";
import { type ApiRequest, bad, checkQuery } from "./api-request.ts";
import { readJson } from "./read-json-body.ts";

export const WORKERS = "/v1/workers";

/** The workers of a gateway, as the admin API has them. */
export interface WorkerApi {
  list(): Promise<WorkerList>;
  /** Has so many serve. Rejects with a PrismError, and then nothing has changed. */
  set(count: number, principal: string): Promise<WorkerList>;
}

type Handler = (api: WorkerApi, request: ApiRequest) => Promise<AdminAnswer>;

/** What `/v1/workers` does, by method. */
export const workerMethods: Readonly<Record<string, Handler>> = { GET: list, PUT: set };

async function list(api: WorkerApi, { query }: ApiRequest): Promise<AdminAnswer> {
  checkQuery(query, []);
  return json(await api.list());
}

async function set(api: WorkerApi, { query, incoming, principal }: ApiRequest): Promise<AdminAnswer> {
  checkQuery(query, []);
  const body = await readJson(incoming);
  const keys = typeof body === "object" && body !== null ? Object.keys(body) : [];
  const { count } = (keys.length === 1 ? body : {}) as { count?: unknown };
  if (typeof count !== "number") throw bad("FIELD_INVALID", "body", 'the body is a JSON object such as {"count":3}');
  return json(await api.set(count, principal.name));
}

function json(body: object): AdminAnswer {
  return { status: 200, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}
