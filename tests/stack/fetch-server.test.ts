import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fetchServer } from "../../src/stack/fetch-server.ts";
import type { ServerKind } from "../../src/stack/server-kind.ts";
import { redis } from "../../src/stack/servers/redis.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";

/** A kind whose programs are there from the start, or once they have been fetched. */
function kind(parts: { isThere: boolean; fetch?: () => Promise<void> }) {
  const state = { isThere: parts.isThere, fetches: 0 };
  const made: ServerKind = {
    ...redis,
    title: "Test server",
    packages: [],
    check() {
      if (!state.isThere) throw new StackProblem("PROGRAM_MISSING", "it is not here", "fetch it");
    },
    async fetch() {
      state.fetches++;
      await parts.fetch?.();
      state.isThere = true;
    },
  };
  return { made, state };
}

describe("fetching a server", () => {
  it("does nothing when its programs are there", async () => {
    const { made, state } = kind({ isThere: true });
    assert.equal(await fetchServer(made), "present");
    assert.equal(state.fetches, 0);
  });

  it("fetches what no package holds", async () => {
    const { made, state } = kind({ isThere: false });
    assert.equal(await fetchServer(made), "fetched");
    assert.equal(state.fetches, 1);
  });

  it("tells of a registry that cannot be reached, and installs nothing because of it", async () => {
    const problem = new StackProblem("INSTALL_FAILED", "no registry", "see the network");
    const { made, state } = kind({ isThere: false, fetch: () => Promise.reject(problem) });
    await assert.rejects(fetchServer(made), problem);
    assert.equal(state.fetches, 1);
  });

  it("tells of a program that is there and unusable, and does not fetch over it", async () => {
    const { made, state } = kind({ isThere: false });
    const problem = new StackProblem("START_FAILED", "it is broken", "repair it");
    const broken: ServerKind = {
      ...made,
      check() {
        throw problem;
      },
    };
    await assert.rejects(fetchServer(broken), problem);
    assert.equal(state.fetches, 0);
  });
});
