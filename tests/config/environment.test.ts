import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEnvironment } from "../../src/config/environment.ts";
import { loadConfig } from "../../src/config/load-config.ts";

describe("the environment", () => {
  it("is a copy of the variables, the cores and the working directory of the process", () => {
    process.env.PRISM_LIMITS_MAX_CONNECTIONS = "77";
    const environment = readEnvironment();
    delete process.env.PRISM_LIMITS_MAX_CONNECTIONS;
    assert.equal(loadConfig(environment).limits.maxConnections, 77);
    assert.equal(environment.cwd, process.cwd());
    assert(environment.cores >= 1);
  });
});
