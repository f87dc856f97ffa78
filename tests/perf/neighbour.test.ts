import assert from "node:assert/strict";
import { test } from "node:test";
import { Children } from "../../perf/children.ts";
import { besideLargeValues } from "../../perf/neighbour/large-values.ts";
import { eventually } from "../support/eventually.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const children = new Children();

test("who writes large values beside some work writes and reads them at its rate, and ends with the work", async (t) => {
  const { httpPort, adminPort } = await GatewayProcess.serving(t, { folder: tempFolder(t) });
  const plan = { httpPort, namespace: "memory", valueBytes: 3 << 19, everyMs: 20 };
  const doneOf = async (task: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    const line = new RegExp(
      `^prism_offload_tasks_total\\{worker="\\d+",task="${task}",outcome="done"\\} (\\d+)$`,
      "gm",
    );
    return [...text.matchAll(line)].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  const { result, neighbour } = await besideLargeValues(children, plan, async () => {
    await eventually(
      "all of their chunks are compressed and decompressed",
      async () => (await doneOf("sealChunk")) >= 9 && (await doneOf("openChunk")) >= 6,
    );
    return "done";
  });
  assert.equal(result, "done");
  assert.ok(neighbour.writtenPerSecond > 0 && neighbour.writtenPerSecond <= 51, `${neighbour.writtenPerSecond}`);
  assert.ok(neighbour.readPerSecond > 0);
  await assert.rejects(
    besideLargeValues(children, { ...plan, namespace: "nowhere" }, async () => assert.fail("it has not begun")),
    /the run is void: PUT of a large value was answered 404/,
  );
});
