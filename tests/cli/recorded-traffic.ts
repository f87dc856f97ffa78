import type { TestContext } from "node:test";
import { CallNumber } from "../../src/codec/calls.ts";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { get, put, request, scan } from "../support/frames.ts";

/** A namespace to record, and one to play it to. */
export const REPLAY_YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces:
  - { name: orders, pattern: keyvalue, backend: ram, capture: { keySeparator: "/", values: hash } }
  - { name: rehearsal, pattern: keyvalue, backend: ram }
`;

const bytes = (text: string): Buffer => Buffer.from(text);
const WORDS = "paid, shipped and delivered; ".repeat(9);

/**
 * The folder of a recording of some traffic about keys of which some were there before: 21 requests over two connections.
 * @param more what is recorded besides.
 */
export async function record(
  t: TestContext,
  more: (admin: OpenedAdmin) => Promise<void> = async () => undefined,
): Promise<string> {
  const admin = await OpenedAdmin.open(t, { yaml: REPLAY_YAML });
  const [one, two] = [await admin.started.connect(), await admin.started.connect()];
  for (let i = 0; i < 8; i++) await one.call(put(i + 1, "orders", `cart/${i}`, `${i} ${WORDS}`));
  const body = { namespace: "orders", seconds: 60 };
  const { folder, recording } = (await admin.ask("/v1/captures", { method: "POST", body })).body as Record<
    string,
    string
  >;
  for (let i = 0; i < 12; i++) await one.call(get(100 + i, "orders", `cart/${i}`));
  await two.call(put(1, "orders", "cart/20", "x"));
  const { version } = await two.call(get(2, "orders", "cart/20"));
  // A condition on a version that only this gateway has given.
  const conditional = (id: number, value: string, ifVersion: number): Buffer =>
    request(id, CallNumber.KV_PUT, [
      [1, bytes("orders")],
      [2, bytes("cart/20")],
      [3, bytes(value)],
      [5, ifVersion],
    ]);
  await two.call(conditional(3, "changed", Number(version)));
  await two.call(conditional(4, "changed again", Number(version)));
  await two.call(scan(5, "orders", [2, bytes("cart/")]));
  const page = await two.call(scan(6, "orders", [2, bytes("cart/")], [5, 4]));
  await two.call(scan(7, "orders", [2, bytes("cart/")], [5, 4], [6, bytes(page.result(CallNumber.KV_SCAN).text(2))]));
  const keys = ["cart/1", "cart/9", "cart/20"].map((key) => [2, bytes(key)] as const);
  await two.call(request(8, CallNumber.KV_BATCH_GET, [[1, bytes("orders")], ...keys]));
  await two.call(
    request(9, CallNumber.KV_DELETE, [
      [1, bytes("orders")],
      [2, bytes("cart/3")],
    ]),
  );
  await more(admin);
  await admin.ask(`/v1/captures/${recording}/stop`, { method: "POST" });
  return folder as string;
}
