import { readFileSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { createLocator } from "../../src/flame-graph/frame-locator.ts";
import { readProfile } from "../../src/flame-graph/read-profile.ts";
import type { StackTree } from "../../src/flame-graph/stack-tree.ts";

/** The names of a gateway's threads. */
export async function threadsOf(adminPort: number): Promise<string[]> {
  const { threads } = JSON.parse(await ask(adminPort, "GET", "/v1/threads")) as { threads: { name: string }[] };
  return threads.map(({ name }) => name);
}

/** Where a thread of a gateway spends its time from now on. */
export async function profileThread(adminPort: number, thread: string, seconds: number): Promise<StackTree> {
  const text = await ask(adminPort, "POST", `/v1/threads/${thread}/profile?kind=cpu&seconds=${seconds}`);
  return readProfile(
    text,
    createLocator((url) => {
      try {
        return readFileSync(fileURLToPath(url), "utf8");
      } catch {
        return null;
      }
    }),
  );
}

function ask(port: number, method: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, method, path, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${path} was answered with ${response.statusCode}: ${text}`));
      });
    });
    asking.on("error", reject);
    asking.end();
  });
}
