import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { STATUS_OF_CODE, STATUS_OF_REASON } from "../../../src/acceptor/http/problem.ts";
import { codeName } from "../../../src/common/codes.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { tempFolder } from "../../support/temp-folder.ts";

// From dist/tests/acceptor/http/ to the root of the repository.
const page = readFileSync(fileURLToPath(new URL("../../../../docs-cms/reference/http.md", import.meta.url)), "utf8");

/** The rows of a name in capitals and a status. */
const rows = new Map(
  [...page.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|$/gm)].map(([, name = "", status]) => [name, Number(status)]),
);

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe("the reference page of HTTP", () => {
  it("has the status of every code and of every reason with one of its own, and no other", () => {
    const codes = Object.entries(STATUS_OF_CODE).map(([code, status]) => [codeName(Number(code)), status]);
    const expected = new Map([...codes.slice(1), ...Object.entries(STATUS_OF_REASON)] as [string, number][]);
    assert.deepEqual([...rows].sort(), [...expected].sort());
  });

  it("has examples that do what they say", { skip: hasCurl ? false : "needs curl" }, async (t) => {
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
    const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
    assert.ok(blocks.length >= 4);
    const script = blocks.join("\n").replaceAll("127.0.0.1:7402", `127.0.0.1:${gateway.httpPort}`);
    // `--fail` makes an answer that is a failure one of the command.
    const shown = execFileSync("sh", ["-e"], {
      input: `curl() { command curl --fail -sS "$@"; }\n${script}`,
      encoding: "utf8",
    });
    for (const expected of [
      "HTTP/1.1 204",
      "Grace Hopper",
      "HTTP/1.1 304",
      "HTTP/1.1 201",
      '"items":[{"key":"user/42"',
      '"deleted":true',
    ]) {
      assert.ok(shown.includes(expected), `${expected} is not in ${shown}`);
    }
  });
});
