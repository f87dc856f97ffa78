import type { AdminAnswer } from "../admin-answer.ts";
import type { PoolList } from "../pool-set.ts";
import { type ApiRequest, bad, checkQuery } from "./api-request.ts";
import { readJson } from "./read-json-body.ts";

export const POOLS = "/v1/pools";

/** The connections of a gateway to its stores, as the admin API has them. */
export interface PoolApi {
  list(): Promise<PoolList>;
  /** Has each worker keep so many to a backend. Rejects with a PrismError, and then nothing has changed. */
  set(backend: string, connections: number, principal: string): Promise<PoolList>;
}

type Handler = (api: PoolApi, request: ApiRequest, backend: string) => Promise<AdminAnswer>;

/** What `/v1/pools` does, by method. */
export const poolsMethods: Readonly<Record<string, Handler>> = { GET: list };
/** What `/v1/pools/{backend}` does. */
export const poolMethods: Readonly<Record<string, Handler>> = { PUT: set };

async function list(api: PoolApi, { query }: ApiRequest): Promise<AdminAnswer> {
  checkQuery(query, []);
  return json(await api.list());
}

async function set(api: PoolApi, request: ApiRequest, backend: string): Promise<AdminAnswer> {
  checkQuery(request.query, []);
  const body = await readJson(request.incoming);
  const keys = typeof body === "object" && body !== null ? Object.keys(body) : [];
  const { connections } = (keys.length === 1 ? body : {}) as { connections?: unknown };
  if (typeof connections !== "number") {
    throw bad("FIELD_INVALID", "body", 'the body is a JSON object such as {"connections":8}');
  }
  return json(await api.set(backend, connections, request.principal.name));
}

function json(body: object): AdminAnswer {
  return { status: 200, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}
