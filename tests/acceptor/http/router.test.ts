import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Route, Router } from "../../../src/acceptor/http/router.ts";

const route = (path: string): Route => ({ method: "GET", path, maxBodyBytes: 0, handle: () => null });
const paths = ["/a/{x}/b/{y}", "/a/{x}/b", "/a/{x}/b:c", "/{s}/{m}", "/a", "/a/ws"];
const routes = paths.map(route);

function createRouter(): Router {
  const router = new Router();
  for (const each of routes) router.add(each);
  return router;
}

describe("the table of routes", () => {
  it("finds a path by its segments, fixed ones first", () => {
    const router = createRouter();
    const cases: [string, string | null, string[]][] = [
      ["/a/1/b/2", "/a/{x}/b/{y}", ["1", "2"]],
      ["/a/1/b/", "/a/{x}/b/{y}", ["1", ""]],
      ["/a/1/b", "/a/{x}/b", ["1"]],
      ["/a/1/b:c", "/a/{x}/b:c", ["1"]],
      ["/a//b/2", "/a/{x}/b/{y}", ["", "2"]],
      ["/s/m", "/{s}/{m}", ["s", "m"]],
      ["/a/ws", "/a/ws", []],
      ["/a/ws/b", null, []],
      ["/a", "/a", []],
      ["/a/", null, []],
      ["/", null, []],
      ["", null, []],
      ["a", null, []],
      ["*", null, []],
      ["/a/1/b/2/3", null, []],
      ["//a", "/{s}/{m}", ["", "a"]],
    ];
    for (const [path, expected, segments] of cases) {
      const found = router.find(path);
      assert.equal(found.routes.get("GET")?.path ?? null, expected, path);
      if (expected !== null) assert.deepEqual(found.segments, segments, path);
    }
  });

  it("finds the same whatever was asked for before", () => {
    const segment = fc.constantFrom("a", "b", "ws", "b:c", "s", "", ".", "..", "1");
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join("/")}`);
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 6 }), (asked) => {
        const router = createRouter();
        const last = asked.at(-1) as string;
        for (const each of asked) router.find(each);
        assert.deepEqual(router.find(last), createRouter().find(last));
      }),
    );
  });
});
