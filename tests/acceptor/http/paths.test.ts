import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { decodeSegment } from "../../../src/acceptor/http/percent.ts";
import { put as putFrame } from "../../support/frames.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";
import { type RawAnswer, RawHttp } from "./raw-http.ts";

interface Opened {
  /** Sends a GET of this target as it stands: no client on the way corrects it. */
  readonly get: (target: string) => Promise<RawAnswer>;
  /** Writes an item over TCP, where a key is bytes and no path. */
  readonly put: (key: string | Uint8Array, value: string) => Promise<void>;
}

async function open(t: TestContext, server: HttpServerName): Promise<Opened> {
  const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server } });
  const frames = await gateway.connect();
  return {
    get: async (target) => {
      const raw = await RawHttp.open(t, gateway.httpPort);
      raw.send(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
      const [answer] = await raw.answered(1);
      raw.destroy();
      assert.ok(answer !== undefined, `no answer to ${target}`);
      return answer;
    },
    put: async (key, value) => {
      assert.equal((await frames.call(putFrame(1, "memory", key, value))).code, 0);
    },
  };
}

const base = "/v1/namespaces/memory/keyvalue/";

function reasonOf({ status, body }: RawAnswer): [number, string] {
  return [status, (JSON.parse(body) as { reason: string }).reason];
}

describeEachServer("keys in paths", (server) => {
  it("reach the item that the percent-decoded segment names, and no other", async (t) => {
    const { get, put } = await open(t, server);
    const keys: [string, string][] = [
      ["a%2Fb", "a/b"],
      ["a%2f%2fb", "a//b"],
      ["%2Fa", "/a"],
      ["a%2F..%2Fb", "a/../b"],
      ["%2e%2e", ".."],
      ["%2E", "."],
      [".%2e", ".."],
      ["...", "..."],
      ["a%00b", "a\0b"],
      ["%252F", "%2F"],
      ["a+b", "a+b"],
      ["a%20b", "a b"],
      ["%C3%A9", "é"],
      ["a;b=c", "a;b=c"],
      ["a:b@c!$&'()*,~", "a:b@c!$&'()*,~"],
      ["%61", "a"],
      ["a%0D%0AX:%20y", "a\r\nX: y"],
    ];
    for (const [, key] of keys) await put(key, `value of ${key}`);
    for (const [segment, key] of keys) {
      const answer = await get(base + segment);
      assert.deepEqual([answer.status, answer.body], [200, Buffer.from(`value of ${key}`).toString("latin1")], segment);
    }
    // Two that a program which normalises would take for one.
    assert.notEqual((await get(`${base}a%2Fb`)).body, (await get(`${base}a%2F%2Fb`)).body);
  });

  it("are refused when another program on the way could read them otherwise", async (t) => {
    const { get, put } = await open(t, server);
    for (const key of ["b", "a/b", "a", "..", ""]) if (key !== "") await put(key, "must not be reached");
    const cases: [string, number, string][] = [
      ["a/b", 400, "SLASH_IN_KEY"],
      ["a//b", 400, "SLASH_IN_KEY"],
      ["/b", 400, "SLASH_IN_KEY"],
      ["b/", 400, "SLASH_IN_KEY"],
      ["a/../b", 400, "SLASH_IN_KEY"],
      ["..", 400, "DOT_SEGMENT"],
      [".", 400, "DOT_SEGMENT"],
      ["", 400, "KEY_REQUIRED"],
      ["a%", 400, "BAD_PERCENT_ENCODING"],
      ["a%2", 400, "BAD_PERCENT_ENCODING"],
      ["a%zz", 400, "BAD_PERCENT_ENCODING"],
      ["%u0061", 400, "BAD_PERCENT_ENCODING"],
      ["a#b", 400, "PATH_NOT_ASCII"],
      ["\xe9", 400, "PATH_NOT_ASCII"],
      ["\xc3\xa9", 400, "PATH_NOT_ASCII"],
      ["a\x7f", 400, "PATH_NOT_ASCII"],
      ["%C0%AF", 400, "KEY_NOT_UTF8"],
      ["%E0%80%AF", 400, "KEY_NOT_UTF8"],
      ["%ED%A0%80", 400, "KEY_NOT_UTF8"],
      ["%FF", 400, "KEY_NOT_UTF8"],
      ["x".repeat(1025), 400, "KEY_TOO_LARGE"],
      ["%61".repeat(3000), 400, "PATH_TOO_LONG"],
    ];
    for (const [segment, status, reason] of cases) {
      const answer = await get(base + segment);
      // Node's parser does not let these bytes through.
      if (server === "node" && reason === "PATH_NOT_ASCII" && reasonOf(answer)[1] === "MALFORMED_HTTP") continue;
      const expected = reason === "PATH_TOO_LONG" ? [414, reason] : [status, reason];
      assert.deepEqual(reasonOf(answer), expected, segment.slice(0, 40));
    }
  });

  it("may have 1024 bytes, all of them percent-encoded", async (t) => {
    const { get, put } = await open(t, server);
    const key = "é".repeat(512);
    await put(key, "long");
    assert.equal((await get(base + encodeURIComponent(key))).body, "long");
  });

  it("leave the query out, and the query leaves them alone", async (t) => {
    const { get, put } = await open(t, server);
    await put("a", "plain");
    await put("a?b", "with a question mark");
    assert.equal((await get(`${base}a?b`)).body, "plain");
    assert.equal((await get(`${base}a%3Fb`)).body, "with a question mark");
  });
});

describeEachServer("namespaces in paths", (server) => {
  it("are one segment, and nothing else leads to them", async (t) => {
    const { get, put } = await open(t, server);
    await put("k", "value");
    assert.equal((await get("/v1/namespaces/%6Demory/keyvalue/k")).body, "value");
    const cases: [string, string][] = [
      ["/v1/namespaces/default/../memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["/v1/namespaces/../namespaces/memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["/v1/namespaces/default%2F..%2Fmemory/keyvalue/k", "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/memory%2Fkeyvalue/k", "PATH_NOT_FOUND"],
      ["/v1/namespaces/memory%00/keyvalue/k", "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/MEMORY/keyvalue/k", "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/%2E%2E/keyvalue/k", "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/../keyvalue/k", "DOT_SEGMENT"],
      ["/v1/namespaces//keyvalue/k", "NAMESPACE_REQUIRED"],
      ["/v1//namespaces/memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["//v1/namespaces/memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["/./v1/namespaces/memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["/V1/namespaces/memory/keyvalue/k", "PATH_NOT_FOUND"],
      ["/v1/namespaces/memory/key%76alue/k", "PATH_NOT_FOUND"],
      ["/", "PATH_NOT_FOUND"],
      ["/v1", "PATH_NOT_FOUND"],
    ];
    for (const [target, reason] of cases) assert.equal(reasonOf(await get(target))[1], reason, target);
  });
});

describe("percent-decoding", () => {
  it("undoes encoding, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.boolean()), (bytes, upper) => {
        const encoded = [...bytes].map((byte, i) => {
          const hex = byte.toString(16).padStart(2, "0");
          return `%${upper[i] === true ? hex.toUpperCase() : hex}`;
        });
        assert.equal(decodeSegment(encoded.join("")), Buffer.from(bytes).toString("latin1"));
      }),
    );
  });

  it("refuses every text with a percent sign that is not followed by two digits, and takes every other", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("%", "0", "9", "a", "F", "g", "/", ".") }), (text) => {
        const isRight = /^(?:[^%]|%[0-9a-fA-F]{2})*$/.test(text);
        assert.equal(decodeSegment(text) !== null, isRight);
      }),
    );
  });
});
