import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../src/client/address.ts";
import { PrismError } from "../../src/common/prism-error.ts";

test("addresses are read with and without scheme, port and brackets", () => {
  const expected: Record<string, [string, number]> = {
    "prism://127.0.0.1:7400": ["127.0.0.1", 7400],
    "prism://db.example.org": ["db.example.org", 7400],
    "prism://db.example.org:9/": ["db.example.org", 9],
    "localhost:65535": ["localhost", 65535],
    localhost: ["localhost", 7400],
    "[::1]:7500": ["::1", 7500],
    "prism://[fe80::1]": ["fe80::1", 7400],
  };
  for (const [text, [host, port]] of Object.entries(expected))
    assert.deepEqual(parseAddress(text), { host, port }, text);
});

test("what is no address is refused with an example", () => {
  for (const text of [
    "",
    "prism://",
    ":7400",
    "host:0",
    "host:65536",
    "host:port",
    "::1",
    "http://host",
    "a b",
    "host:1/path",
    "u@h",
  ]) {
    assert.throws(
      () => parseAddress(text),
      (error) =>
        error instanceof PrismError && error.failure.reason === "ADDRESS_INVALID" && error.message.includes("prism://"),
      text,
    );
  }
});

test("an IPv6 host is written in brackets", () => {
  assert.equal(formatAddress({ host: "::1", port: 7400 }), "[::1]:7400");
  assert.equal(formatAddress({ host: "a", port: 1 }), "a:1");
});
