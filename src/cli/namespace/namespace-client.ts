import type { AdminClient, AdminResult } from "../../client/admin-client.ts";

export type NamespaceBody = Readonly<Record<string, unknown>>;

/** What a declaration became, or would become. */
export interface PutResult {
  readonly namespace: NamespaceBody;
  readonly change: "CREATED" | "UPDATED" | "UNCHANGED";
}

/** The namespaces of a gateway, through its admin door. */
export class NamespaceClient {
  private readonly admin: AdminClient;

  constructor(admin: AdminClient) {
    this.admin = admin;
  }

  /** All of them, page by page, in the order of their names. */
  async *pages(): AsyncGenerator<readonly NamespaceBody[]> {
    let pageToken = "";
    do {
      const query = { pageSize: String(PAGE), ...(pageToken === "" ? {} : { pageToken }) };
      const { body } = await this.admin.call("GET", COLLECTION, { query });
      yield (body.namespaces ?? []) as NamespaceBody[];
      pageToken = String(body.nextPageToken ?? "");
    } while (pageToken !== "");
  }

  async get(name: string): Promise<NamespaceBody> {
    return (await this.admin.call("GET", pathOf(name))).body;
  }

  async put(name: string, declaration: NamespaceBody, validateOnly: boolean): Promise<PutResult> {
    const query: Record<string, string> = validateOnly ? { validateOnly: "true" } : {};
    const result = await this.admin.call("PUT", pathOf(name), { body: declaration, query });
    return { namespace: result.body, change: changeOf(result) };
  }

  async delete(name: string, { force, dryRun }: { force: boolean; dryRun: boolean }): Promise<void> {
    const query = { ...(force ? { force: "true" } : {}), ...(dryRun ? { validateOnly: "true" } : {}) };
    await this.admin.call("DELETE", pathOf(name), { query });
  }

  async changes(name: string, count: number): Promise<readonly NamespaceBody[]> {
    const { body } = await this.admin.call("GET", `${pathOf(name)}/changes`, { query: { count: String(count) } });
    return (body.changes ?? []) as NamespaceBody[];
  }
}

const COLLECTION = "/v1/namespaces";
const PAGE = 500;

function pathOf(name: string): string {
  return `${COLLECTION}/${encodeURIComponent(name)}`;
}

function changeOf({ headers }: AdminResult): PutResult["change"] {
  const change = headers["prism-change"];
  return change === "CREATED" || change === "UNCHANGED" ? change : "UPDATED";
}
