import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { SCAN_AHEAD_BYTES } from "../../../src/common/limits.ts";
import { createPageToken } from "../../../src/patterns/keyvalue/page-token.ts";
import { prism } from "../../generated/prism.js";
import { eventually } from "../../support/eventually.ts";
import { type GrpcTransportName, grpcTransports } from "../../support/grpc-transports.ts";
import { answerOf, framed, RawGrpc } from "../../support/raw-grpc.ts";
import type { Asked } from "../acceptor-bench.ts";
import { doorOver, getMessage } from "./door-bench.ts";

const { ScanRequest, ScanResponse } = prism.v1;

/** A scan of a client that takes so many bytes until it reads, before a worker whose pages the test gives. */
async function scan(
  t: TestContext,
  { transport, window, pageSize }: { transport: GrpcTransportName; window: number; pageSize: number },
) {
  const bench = await doorOver(transport)(t);
  const client = new RawGrpc(t, bench.port, { settings: { initialWindowSize: window } });
  const stream = client.open("/prism.v1.KeyValueService/ScanStream");
  stream.end(framed(ScanRequest.encode({ namespace: "n", prefix: "k", pageSize }).finish()));
  let given = 0;
  return {
    stream,
    /** The next page that is asked for. */
    asked: async () => {
      const [asked] = (await bench.taken(1)) as [Asked];
      const { pageSize, pageToken } = ScanRequest.toObject(ScanRequest.decode(asked.message), { defaults: true });
      return { asked, pageSize, pageToken };
    },
    give: (
      asked: Asked,
      { items, valueBytes, isLast = false }: { items: number; valueBytes: number; isLast?: boolean },
    ) => {
      const value = Buffer.alloc(valueBytes);
      const page = Array.from({ length: items }, () => ({ key: keyOf(given++), value }));
      const nextPageToken = isLast ? "" : createPageToken("the hash", keyOf(given - 1));
      bench.worker.reply(asked, { kvScan: { items: page, nextPageToken } });
    },
    /** Whether no page is asked for: what the worker has given is behind the answer to a call, and another call comes alone. */
    isQuiet: async () => {
      const before = bench.worker.asked.length;
      for (let i = 0; i < 2; i++) {
        const coming = bench.client.call("Get", getMessage);
        bench.answer(...(await bench.taken(1)).filter(({ message }) => message.equals(getMessage)));
        await coming;
      }
      return bench.worker.asked.length === before + 2;
    },
  };
}

const keyOf = (i: number): string => `k${String(i).padStart(6, "0")}`;

for (const transport of grpcTransports) {
  describe(`pages of a scan, over ${transport}`, () => {
    it("are read one ahead while the client takes none, and go on when it does", async (t) => {
      const { stream, asked, give, isQuiet } = await scan(t, { transport, window: 1_000, pageSize: 2 });
      const first = await asked();
      assert.deepEqual([first.pageSize, first.pageToken], [2, ""]);
      give(first.asked, { items: 2, valueBytes: 50 });
      const second = await asked();
      assert.deepEqual([second.pageSize, second.pageToken], [16, createPageToken("the hash", keyOf(1))]);
      give(second.asked, { items: 16, valueBytes: 100 });
      const third = await asked();
      assert.deepEqual([third.pageSize, third.pageToken], [128, createPageToken("the hash", keyOf(17))]);
      give(third.asked, { items: 3, valueBytes: 100 });
      // The second page stands in the client's window, and the third behind it.
      assert.ok(await isQuiet());
      const answered = answerOf(stream);
      const fourth = await asked();
      give(fourth.asked, { items: 1, valueBytes: 0, isLast: true });
      const { status, messages } = await answered;
      const found = messages.map((message) => ScanResponse.decode(message));
      assert.equal(status, 0);
      assert.deepEqual(
        found.map(({ items }) => items?.length),
        [2, ...Array(8).fill(2), 2, 1, 1],
      );
      assert.deepEqual(
        found.map(({ nextPageToken }) => nextPageToken),
        found.map(({ items }, i) =>
          i === found.length - 1 ? "" : createPageToken("the hash", items?.at(-1)?.key as string),
        ),
      );
    });

    it("hold so many items as are read ahead, by the size of those of the last", async (t) => {
      const { stream, asked, give } = await scan(t, { transport, window: 1_000_000, pageSize: 4 });
      stream.resume();
      const sizes: number[] = [];
      for (const valueBytes of [20, 900, 5_000, 20]) {
        const page = await asked();
        sizes.push(page.pageSize as number);
        give(page.asked, { items: 1, valueBytes });
      }
      const last = await asked();
      sizes.push(last.pageSize as number);
      assert.equal(SCAN_AHEAD_BYTES, 65_536, "71 items of 900 bytes; four of 5,000 are no small message");
      assert.deepEqual(sizes, [4, 32, 68, 4, 32]);
      give(last.asked, { items: 1, valueBytes: 0, isLast: true });
    });

    it("are read for nobody once the scan is cancelled", async (t) => {
      const { stream, asked, give, isQuiet } = await scan(t, { transport, window: 1_000, pageSize: 1 });
      give((await asked()).asked, { items: 1, valueBytes: 10 });
      const second = await asked();
      stream.close(8);
      await eventually("the stream is closed", () => stream.closed);
      assert.ok(await isQuiet());
      give(second.asked, { items: 8, valueBytes: 1_000 });
      assert.ok(await isQuiet());
    });
  });
}
