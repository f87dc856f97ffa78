import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Runtime } from "../../src/config/check-acceptors.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import type { GatewayConfig } from "../../src/config/gateway-config.ts";
import { loadConfig } from "../../src/config/load-config.ts";

const node24: Runtime = { nodeVersion: "24.21.0", platform: "linux" };

function load(flags: Record<string, unknown>, runtime: Runtime, cores = 4): GatewayConfig {
  return loadConfig({ env: {}, cores, cwd: "/nowhere", flags, runtime });
}

/** What is wrong, a line for each problem. */
function problemsOf(flags: Record<string, unknown>, runtime: Runtime): string {
  try {
    load(flags, runtime);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("acceptors", () => {
  it("are one where nothing is said, on every Node.js", () => {
    for (const nodeVersion of ["20.19.0", "24.21.0"]) {
      assert.equal(load({}, { nodeVersion, platform: "win32" }).acceptors, 1);
      assert.equal(load({ acceptors: "1" }, { nodeVersion, platform: "win32" }).acceptors, 1);
    }
  });

  it("are several where threads can share a port, and leave the other cores to the workers", () => {
    const { acceptors, workers } = load({ acceptors: "3" }, node24, 8);
    assert.deepEqual([acceptors, workers], [3, 5]);
    assert.equal(load({ acceptors: "3" }, node24, 2).workers, 1);
    assert.equal(load({ acceptors: "2" }, { nodeVersion: "23.1.0", platform: "freebsd" }).acceptors, 2);
  });

  it("are refused where Node.js cannot share the port of TCP, with the remedy", () => {
    for (const nodeVersion of ["20.19.0", "22.12.0", "23.0.0"]) {
      const problems = problemsOf({ acceptors: "3" }, { ...node24, nodeVersion });
      assert.match(problems, /acceptors/);
      assert.match(problems, new RegExp(`is 3, but Node\\.js ${nodeVersion} cannot share the port of listeners\\.tcp`));
      assert.match(problems, /use Node\.js 24, or set acceptors: 1/);
    }
  });

  it("are refused on systems that do not share ports", () => {
    const problems = problemsOf({ acceptors: "2" }, { ...node24, platform: "darwin" });
    assert.match(problems, /threads cannot share the port of listeners\.tcp on darwin/);
    assert.match(problems, /run on Linux, or set acceptors: 1/);
  });

  it("are refused when some would have no connection or request to take", () => {
    const problems = problemsOf({ acceptors: "4", "limits.maxConnections": "3" }, node24);
    assert.match(problems, /is 4, and each needs a part of limits\.maxConnections, which is 3/);
    assert.match(problems, /raise limits\.maxConnections to 4 at least/);
  });
});
