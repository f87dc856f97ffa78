import type { RecordedChange } from "../../backends/sqlite/control-store.ts";
import type { Clock } from "../../common/clock.ts";
import { MAX_NAMESPACES } from "../../common/limits.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { GatewayConfig, NamespaceConfig } from "../../config/gateway-config.ts";
import { declarationOf, NAMESPACE_FIELDS, readNamespace, writeNamespace } from "../../config/namespace-declaration.ts";
import type * as api from "../../namespaces/namespace-api.ts";
import type { StoreState } from "../../workers/worker-seed.ts";
import type { StoreStates } from "../store-states.ts";
import type { ApiNamespace, Declarations } from "./declarations.ts";
import { pageOf } from "./listing.ts";
import type { NamespaceBook } from "./namespace-book.ts";
import type { NamespaceChanger } from "./namespace-changer.ts";
import * as failures from "./namespace-failures.ts";
import { changeOf, etagOfApi, recordOfApi, recordOfFile, storeOf } from "./records.ts";

export interface NamespaceServiceParts {
  readonly config: Pick<GatewayConfig, "backends" | "audit">;
  readonly book: NamespaceBook;
  readonly changer: NamespaceChanger;
  readonly stores: Pick<StoreStates, "of">;
  readonly clock: Clock;
}

/** NamespaceService: checks what is asked, and has it done. A change is in force everywhere when its promise resolves. */
export class NamespaceService implements api.NamespaceApi {
  private readonly parts: NamespaceServiceParts;

  constructor(parts: NamespaceServiceParts) {
    this.parts = parts;
  }

  async get({ name = "" }: api.GetNamespace): Promise<api.NamespaceRecord> {
    const record = this.recordOf(this.existing(name));
    const store = this.parts.stores.of(record as Pick<StoreState, "backend" | "pattern">);
    return store === null ? record : { ...record, store: storeOf(store) };
  }

  async list(request: api.ListNamespaces): Promise<api.NamespacePage> {
    const sorted = this.declarations.sorted;
    const { names, nextPageToken } = pageOf(sorted, request);
    return { namespaces: names.map((name) => this.recordOf(name)), nextPageToken, totalSize: sorted.length };
  }

  async listChanges({ name = "", count = 0 }: api.ListNamespaceChanges): Promise<api.NamespaceChanges> {
    if (name === "") throw failures.nameRequired();
    if (!Number.isInteger(count) || count < 0 || count > MAX_CHANGES) throw failures.badCount(count, MAX_CHANGES);
    return { changes: this.parts.book.changes(name, count === 0 ? DEFAULT_CHANGES : count).map(changeOf) };
  }

  create(request: api.CreateNamespace, caller: api.ApiCaller): Promise<api.NamespaceRecord> {
    return this.parts.changer.inTurn(() => this.createNow(request, caller));
  }

  update(request: api.UpdateNamespace, caller: api.ApiCaller): Promise<api.UpdatedNamespace> {
    return this.parts.changer.inTurn(async () => {
      const name = nameOf(request.namespace);
      if (request.allowMissing === true && name !== "" && !this.declarations.has(name)) {
        if ((request.etag ?? "") !== "") throw failures.noSuchNamespace(name, this.declarations.sorted);
        return { namespace: await this.createNow(request, caller), change: "CREATED" as const };
      }
      return this.updateNow(this.changeable(name), request, caller);
    });
  }

  delete(request: api.DeleteNamespace, caller: api.ApiCaller): Promise<api.DeletedNamespace> {
    return this.parts.changer.inTurn(async () => {
      const before = this.changeable(request.name ?? "");
      checkEtag(before, request.etag);
      const record = this.recordOf(before.name);
      const { force = false, validateOnly = false } = request;
      const change = this.recordedChange("delete", before, caller);
      await this.parts.changer.remove(before, change, { force, validateOnly });
      return { namespace: record };
    });
  }

  private async createNow(request: api.CreateNamespace, caller: api.ApiCaller): Promise<api.NamespaceRecord> {
    const config = this.read(request.namespace ?? {});
    const { name } = config;
    if (this.declarations.file.has(name)) throw failures.declaredInFile(name, this.parts.book.file);
    if (this.declarations.api.has(name)) throw failures.namespaceExists(name);
    if (this.declarations.sorted.length >= MAX_NAMESPACES) throw failures.tooManyNamespaces();
    const nowMs = this.parts.clock.wallMs();
    return this.put(
      { ...storedAs(config), revision: 1, createdMs: nowMs, updatedMs: nowMs, updatedBy: caller.principal },
      "create",
      caller,
      request.validateOnly,
    );
  }

  private async updateNow(
    before: ApiNamespace,
    request: api.UpdateNamespace,
    caller: api.ApiCaller,
  ): Promise<api.UpdatedNamespace> {
    checkEtag(before, request.etag);
    const config = this.read(merged(before, request));
    checkFixed(before, config);
    const stored = storedAs(config);
    if (stored.declaration === before.declaration && before.config !== null) {
      return { namespace: this.recordOf(before.name), change: "UNCHANGED" };
    }
    const after = { ...before, ...stored, revision: before.revision + 1, updatedMs: this.parts.clock.wallMs() };
    const namespace = { ...after, updatedBy: caller.principal };
    return { namespace: await this.put(namespace, "update", caller, request.validateOnly), change: "UPDATED" };
  }

  private async put(
    namespace: ApiNamespace,
    kind: RecordedChange["kind"],
    caller: api.ApiCaller,
    validateOnly = false,
  ): Promise<api.NamespaceRecord> {
    const change = this.recordedChange(kind, namespace, caller);
    if (!validateOnly) await this.parts.changer.put(namespace, change);
    return recordOfApi(namespace, false);
  }

  private recordedChange(kind: RecordedChange["kind"], of: ApiNamespace, caller: api.ApiCaller): RecordedChange {
    const { name, revision, declaration } = of;
    return { ...caller, kind, atMs: this.parts.clock.wallMs(), name, revision, declaration };
  }

  private read(declaration: api.NamespaceDeclaration): NamespaceConfig {
    try {
      return readNamespace(declarationOf(declaration), this.parts.config);
    } catch (error) {
      throw error instanceof ConfigError ? failures.invalidDeclaration(error) : error;
    }
  }

  private get declarations(): Declarations {
    return this.parts.book.declarations;
  }

  private existing(name: string): string {
    if (name === "") throw failures.nameRequired();
    if (!this.declarations.has(name)) throw failures.noSuchNamespace(name, this.declarations.sorted);
    return name;
  }

  /** One that is there and that the API may change. */
  private changeable(name: string): ApiNamespace {
    this.existing(name);
    if (this.declarations.file.has(name)) throw failures.declaredInFile(name, this.parts.book.file);
    return this.declarations.api.get(name) as ApiNamespace;
  }

  private recordOf(name: string): api.NamespaceRecord {
    const inFile = this.declarations.file.get(name);
    if (inFile !== undefined) return recordOfFile(inFile, this.parts.book.file);
    return recordOfApi(this.declarations.api.get(name) as ApiNamespace, this.parts.changer.isDeleting(name));
  }
}

const DEFAULT_CHANGES = 20;
const MAX_CHANGES = 1_000;

function nameOf(declaration: api.NamespaceDeclaration | undefined): string {
  return typeof declaration?.name === "string" ? declaration.name : "";
}

function storedAs(config: NamespaceConfig): Pick<ApiNamespace, "name" | "declaration" | "config" | "problem"> {
  return { name: config.name, declaration: JSON.stringify(writeNamespace(config)), config, problem: "" };
}

function checkEtag(namespace: ApiNamespace, etag = ""): void {
  const current = etagOfApi(namespace);
  if (etag !== "" && etag !== current) throw failures.etagMismatch(namespace.name, current);
}

/** What a namespace is bound to stays; of a declaration that is damaged nobody knows what it was. */
function checkFixed(before: ApiNamespace, after: NamespaceConfig): void {
  const bound = declared(before);
  for (const field of ["backend", "pattern"] as const) {
    const from = bound[field] ?? after[field];
    if (from !== after[field]) throw failures.cannotChange(before.name, field, String(from), after[field]);
  }
}

function declared({ declaration }: ApiNamespace): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(declaration) as object) };
  } catch {
    return {};
  }
}

/** What the namespace is asked to be: all of it, or the fields that are named over what it is. */
function merged(before: ApiNamespace, request: api.UpdateNamespace): api.NamespaceDeclaration {
  const { namespace = {}, updateFields = [] } = request;
  if (updateFields.length === 0) return namespace;
  const result: Record<string, unknown> = { ...declared(before), name: before.name };
  for (const field of updateFields) {
    if (!CHANGEABLE.includes(field)) throw failures.badField(field, CHANGEABLE);
    result[field] = namespace[field];
  }
  return result;
}

/** Backend and pattern are among them, so that asking for what is there already is no mistake. */
const CHANGEABLE = NAMESPACE_FIELDS.filter((field) => field !== "name");
