import type { OperationExample } from "../../../acceptor/http/openapi/operation.ts";

/** A declaration, and what the gateway knows of it. The examples suppose that `orders` was made through the API. */
export const orders = { name: "orders", pattern: "keyvalue", backend: "disk" };
export const limits = [{ principal: "*", requestsPerSecond: 50 }];
const invoices = { ...orders, name: "invoices" };
const since = {
  createTime: "2026-11-25T13:00:00.000Z",
  updateTime: "2026-11-25T13:00:00.000Z",
  updatedBy: "anonymous",
};

/** As NamespaceService tells of it, without what has its default. */
function told(declaration: object, revision: number): object {
  return { ...declaration, etag: "5cbf", origin: "API", state: "ACTIVE", revision, ...since };
}

/** As the paths of namespaces do, with everything. */
export function shown(declaration: object, revision: number): object {
  const gateways = { etag: "5cbf", origin: "API", file: "", state: "ACTIVE", problem: "", revision };
  return { ...declaration, ...gateways, ...since };
}

export const change = {
  time: since.createTime,
  principal: "anonymous",
  door: "admin",
  kind: "CREATE",
  revision: 1,
  namespace: orders,
};

/** Of a method: what it does, a message, and what it is answered with. */
const exchanges: Readonly<Record<string, readonly [summary: string, body: object, answer: object]>> = {
  Create: ["A namespace that is not there yet.", { namespace: invoices }, told(invoices, 1)],
  Get: ["One of them.", { name: "orders" }, told(orders, 1)],
  List: ["All of them.", {}, { namespaces: [told(orders, 1)], totalSize: 1 }],
  Update: [
    "How much each principal may ask for, and nothing else.",
    { namespace: { name: "orders", limits }, updateFields: ["limits"] },
    { namespace: told({ ...orders, limits }, 2), change: "UPDATED" },
  ],
  Delete: ["With its items.", { name: "orders", force: true }, { namespace: told(orders, 1) }],
  ListChanges: ["Who changed it.", { name: "orders" }, { changes: [change] }],
};

/** The example of a method of NamespaceService. */
export function namespaceMethodExamples(name: string): OperationExample[] {
  const exchange = exchanges[name];
  if (exchange === undefined) return [];
  const [summary, body, answer] = exchange;
  return [{ name: "one", summary, parameters: {}, body, status: 200, answer }];
}
