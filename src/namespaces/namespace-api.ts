/**
 * NamespaceService as the doors call it: what `proto/prism/v1/namespace.proto` says, as plain objects whose fields have
 * the names of the configuration file. The doors authenticate, and admit admins only; every method throws a PrismError.
 */
export interface NamespaceApi {
  create(request: CreateNamespace, caller: ApiCaller): Promise<NamespaceRecord>;
  get(request: GetNamespace): Promise<NamespaceRecord>;
  list(request: ListNamespaces): Promise<NamespacePage>;
  update(request: UpdateNamespace, caller: ApiCaller): Promise<UpdatedNamespace>;
  delete(request: DeleteNamespace, caller: ApiCaller): Promise<DeletedNamespace>;
  listChanges(request: ListNamespaceChanges): Promise<NamespaceChanges>;
}

/** Who asks, for the record of changes. */
export interface ApiCaller {
  /** A principal's name, for example `user:ada`. */
  readonly principal: string;
  /** The door's name, for example `grpc`. */
  readonly door: string;
}

/**
 * A namespace as a caller declares it: the fields of an item of `namespaces` in the configuration file, checked by the
 * same reader. An empty text or list, 0 and false count as not given, as in protobuf.
 */
export type NamespaceDeclaration = Readonly<Record<string, unknown>>;

export interface CreateNamespace {
  readonly namespace?: NamespaceDeclaration;
  readonly validateOnly?: boolean;
}

export interface GetNamespace {
  readonly name?: string;
}

export interface ListNamespaces {
  /** 0 = the default. */
  readonly pageSize?: number;
  readonly pageToken?: string;
}

export interface UpdateNamespace {
  readonly namespace?: NamespaceDeclaration;
  /** Empty = whatever it has. */
  readonly etag?: string;
  readonly allowMissing?: boolean;
  readonly validateOnly?: boolean;
  /** Empty = all. */
  readonly updateFields?: readonly string[];
}

export interface DeleteNamespace {
  readonly name?: string;
  /** Empty = whatever it has. */
  readonly etag?: string;
  readonly force?: boolean;
  readonly validateOnly?: boolean;
}

/** What there is to know of a namespace. Its own fields come first, then the gateway's, as in `prism.v1.Namespace`. */
export interface NamespaceRecord extends NamespaceDeclaration {
  readonly name: string;
  readonly pattern: string;
  readonly backend: string;
  readonly etag: string;
  readonly origin: "FILE" | "API";
  /** The file that declares it; empty when the API does. */
  readonly file: string;
  readonly state: "ACTIVE" | "DELETING" | "UNSERVED";
  /** Why it is not served; empty when it is. */
  readonly problem: string;
  /** 0 when the file declares it. */
  readonly revision: number;
  /** RFC 3339; empty, as the next two, when the file declares it. */
  readonly createTime: string;
  readonly updateTime: string;
  readonly updatedBy: string;
  /** How its store is; only where one namespace is asked for, and some worker has its store. */
  readonly store?: NamespaceStore;
}

/** How a namespace's store is, and what it guarantees now. */
export interface NamespaceStore {
  readonly state: "UP" | "TRIAL" | "DOWN";
  /** Why it is not up; empty when it is. */
  readonly problem: string;
  /** Workers that have it, and how many of them say that it is up. */
  readonly workers: number;
  readonly up: number;
  /** Whether it has said what it guarantees; before, what stands here is the least that it may be. */
  readonly isProbed: boolean;
  readonly durability: string;
  readonly consistency: string;
  readonly ordering: string;
  readonly abilities: readonly string[];
  /** What was found on the server. */
  readonly findings: readonly { readonly setting: string; readonly value: string; readonly meaning: string }[];
}

export interface NamespacePage {
  readonly namespaces: readonly NamespaceRecord[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
  readonly totalSize: number;
}

export interface UpdatedNamespace {
  readonly namespace: NamespaceRecord;
  readonly change: "UNCHANGED" | "UPDATED" | "CREATED";
}

export interface DeletedNamespace {
  /** As it was. */
  readonly namespace: NamespaceRecord;
}

export interface ListNamespaceChanges {
  readonly name?: string;
  /** 0 = the default. */
  readonly count?: number;
}

export interface NamespaceChanges {
  /** The newest first. */
  readonly changes: readonly NamespaceChange[];
}

export interface NamespaceChange {
  /** RFC 3339. */
  readonly time: string;
  readonly principal: string;
  readonly door: string;
  readonly kind: "CREATE" | "UPDATE" | "DELETE";
  readonly revision: number;
  /** As it was declared from then on; of a deletion, as it was. */
  readonly namespace: NamespaceDeclaration;
}
