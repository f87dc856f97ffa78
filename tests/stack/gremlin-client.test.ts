import assert from "node:assert/strict";
import { test } from "node:test";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";

test("Gremlin Server has a graph, and keeps it over an orderly end", { skip: serverMissing("gremlin") }, async (t) => {
  const server = await startServer(t, "gremlin");
  const ask = async (gremlin: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/`, {
      method: "POST",
      headers: { accept: "application/vnd.gremlin-v3.0+json" },
      body: JSON.stringify({ gremlin }),
    });
    const { result } = (await response.json()) as { result?: { data: unknown } };
    // Format: GraphSON 3.0, a list of one 64-bit number.
    return result?.data;
  };
  const one = { "@type": "g:List", "@value": [{ "@type": "g:Int64", "@value": 1 }] };
  assert.deepEqual(await ask("g.addV('person').property('name', 'Ada').count()"), one);
  await server.stop();
  await server.startAgain();
  assert.deepEqual(await ask("g.V().has('person', 'name', 'Ada').count()"), one);
});
