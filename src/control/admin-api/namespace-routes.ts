import type {
  NamespaceApi,
  NamespaceDeclaration,
  NamespaceRecord,
  UpdatedNamespace,
} from "../../namespaces/namespace-api.ts";
import { DOOR_NAMES, Door } from "../../security/caller.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import { type ApiRequest, bad, checkQuery, flagIn, ifMatchOf, numberIn } from "./api-request.ts";
import { readJson } from "./read-json-body.ts";

export const COLLECTION = "/v1/namespaces";

type Handler = (api: NamespaceApi, request: ApiRequest, name: string) => Promise<AdminAnswer>;

/** What `/v1/namespaces` does, by method. */
export const collectionMethods: Readonly<Record<string, Handler>> = { GET: list, POST: create };
/** … and `/v1/namespaces/{name}` … */
export const namespaceMethods: Readonly<Record<string, Handler>> = {
  GET: get,
  PUT: replace,
  PATCH: patch,
  DELETE: remove,
};
/** … and `/v1/namespaces/{name}/changes`. */
export const changesMethods: Readonly<Record<string, Handler>> = { GET: listChanges };

async function list(api: NamespaceApi, { query }: ApiRequest): Promise<AdminAnswer> {
  checkQuery(query, ["pageSize", "pageToken"]);
  return json(200, await api.list({ pageSize: numberIn(query, "pageSize"), pageToken: query.get("pageToken") ?? "" }));
}

async function create(api: NamespaceApi, request: ApiRequest): Promise<AdminAnswer> {
  checkQuery(request.query, ["validateOnly"]);
  const validateOnly = flagIn(request.query, "validateOnly");
  const namespace = await readDeclaration(request);
  const record = await api.create({ namespace, validateOnly }, callerOf(request));
  return validateOnly ? recordAnswer(200, record) : created(record);
}

async function get(api: NamespaceApi, { query }: ApiRequest, name: string): Promise<AdminAnswer> {
  checkQuery(query, []);
  return recordAnswer(200, await api.get({ name }));
}

/** Makes it, or declares it anew as a whole. `If-Match` has it changed alone, `If-None-Match: *` has it made alone. */
async function replace(api: NamespaceApi, request: ApiRequest, name: string): Promise<AdminAnswer> {
  checkQuery(request.query, ["validateOnly"]);
  const validateOnly = flagIn(request.query, "validateOnly");
  const match = ifMatchOf(request.incoming);
  const namespace = named(await readDeclaration(request), name);
  const noneMatch = request.incoming.headers["if-none-match"];
  if (noneMatch !== undefined) {
    if (noneMatch !== "*") throw bad("CONDITION_NOT_KEPT", "If-None-Match", "If-None-Match can be * alone here");
    if (match !== "") throw bad("CONDITIONS_CONTRADICT", "If-None-Match", "send If-Match or If-None-Match, not both");
    const record = await api.create({ namespace, validateOnly }, callerOf(request));
    return changed({ namespace: record, change: "CREATED" }, validateOnly);
  }
  const conditions = { etag: match === "*" ? "" : match, allowMissing: match === "" };
  return changed(await api.update({ namespace, validateOnly, ...conditions }, callerOf(request)), validateOnly);
}

/** Changes the fields that the body has; one that is null gets its default. */
async function patch(api: NamespaceApi, request: ApiRequest, name: string): Promise<AdminAnswer> {
  checkQuery(request.query, ["validateOnly"]);
  const match = ifMatchOf(request.incoming);
  const given = named(await readDeclaration(request), name);
  const updateFields = Object.keys(given).filter((field) => field !== "name");
  if (updateFields.length === 0) throw bad("FIELD_INVALID", "body", "the body has no field to change");
  const validateOnly = flagIn(request.query, "validateOnly");
  const etag = match === "*" ? "" : match;
  return changed(
    await api.update({ namespace: given, updateFields, etag, validateOnly }, callerOf(request)),
    validateOnly,
  );
}

async function remove(api: NamespaceApi, request: ApiRequest, name: string): Promise<AdminAnswer> {
  const { query, incoming } = request;
  checkQuery(query, ["force", "validateOnly"]);
  const match = ifMatchOf(incoming);
  const options = { force: flagIn(query, "force"), validateOnly: flagIn(query, "validateOnly") };
  return json(200, await api.delete({ name, etag: match === "*" ? "" : match, ...options }, callerOf(request)));
}

async function listChanges(api: NamespaceApi, { query }: ApiRequest, name: string): Promise<AdminAnswer> {
  checkQuery(query, ["count"]);
  return json(200, await api.listChanges({ name, count: numberIn(query, "count") }));
}

async function readDeclaration({ incoming }: ApiRequest): Promise<NamespaceDeclaration> {
  const body = await readJson(incoming);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw bad("FIELD_INVALID", "body", "the body is not a JSON object with the fields of a namespace");
  }
  return body as NamespaceDeclaration;
}

/** The path says which namespace it is; a body that says something else is a mistake. */
function named(declaration: NamespaceDeclaration, name: string): NamespaceDeclaration {
  if (declaration.name !== undefined && declaration.name !== name) {
    throw bad("FIELD_INVALID", "namespace.name", "the name in the body is not the one in the path");
  }
  return { ...declaration, name };
}

function callerOf({ principal }: ApiRequest) {
  return { principal: principal.name, door: DOOR_NAMES[Door.ADMIN] };
}

/** Says in a header what became of it, or would: a body is the namespace, whatever happened. */
function changed({ namespace, change }: UpdatedNamespace, validateOnly: boolean): AdminAnswer {
  const answer = change === "CREATED" && !validateOnly ? created(namespace) : recordAnswer(200, namespace);
  return { ...answer, headers: { ...answer.headers, "Prism-Change": change } };
}

function created(record: NamespaceRecord): AdminAnswer {
  const answer = recordAnswer(201, record);
  return { ...answer, headers: { ...answer.headers, Location: `${COLLECTION}/${record.name}` } };
}

function recordAnswer(status: number, record: NamespaceRecord): AdminAnswer {
  return { ...json(status, record), headers: { ETag: `"${record.etag}"` } };
}

function json(status: number, body: object): AdminAnswer {
  return { status, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}
