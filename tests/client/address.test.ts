import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, type Protocol, parseAddress } from "../../src/client/address.ts";
import { PrismError } from "../../src/common/prism-error.ts";

test("addresses are read with and without scheme, port and brackets", () => {
  const expected: Record<string, [Protocol, boolean, string, number]> = {
    "prism://127.0.0.1:7400": ["frames", false, "127.0.0.1", 7400],
    "prism://db.example.org": ["frames", false, "db.example.org", 7400],
    "prism://db.example.org:9/": ["frames", false, "db.example.org", 9],
    "localhost:65535": ["frames", false, "localhost", 65535],
    localhost: ["frames", false, "localhost", 7400],
    "[::1]:7500": ["frames", false, "::1", 7500],
    "prism://[fe80::1]": ["frames", false, "fe80::1", 7400],
    "prisms://db.example.org": ["frames", true, "db.example.org", 7400],
    "grpc://db.example.org": ["grpc", false, "db.example.org", 7401],
    "grpc://[::1]:9": ["grpc", false, "::1", 9],
    "grpcs://db.example.org": ["grpc", true, "db.example.org", 7401],
  };
  for (const [text, [protocol, isSecure, host, port]] of Object.entries(expected))
    assert.deepEqual(parseAddress(text), { protocol, isSecure, host, port }, text);
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
    "constructor://host",
    "://host",
    "GRPC://host",
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
