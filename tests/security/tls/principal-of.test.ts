import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type CertificateOwner, type PrincipalRules, principalOf } from "../../../src/security/tls/principal-of.ts";
import * as der from "../../support/der-writer.ts";
import { type CertificateWish, TestCa } from "../../support/test-ca.ts";

const ca = new TestCa();
const all: PrincipalRules = { principalFrom: ["san-uri", "san-dns", "cn"], trustDomain: null };

function ownerOf(wish: CertificateWish, rules: Partial<PrincipalRules> = {}): CertificateOwner {
  return principalOf(ca.issueClient(wish).der, { ...all, ...rules });
}

function assertName(wish: CertificateWish, name: string, rules?: Partial<PrincipalRules>): void {
  assert.deepEqual(ownerOf(wish, rules), { name });
}

function assertProblem(wish: CertificateWish, problem: RegExp, rules?: Partial<PrincipalRules>): void {
  const owner = ownerOf(wish, rules);
  assert("problem" in owner, JSON.stringify(owner));
  assert.match(owner.problem, problem);
  assert(!/[\p{C}\p{Zl}\p{Zp}]/u.test(owner.problem), "a problem stands in a log line");
}

describe("the principal of a certificate by its SPIFFE ID", () => {
  it("is the service of its path", () => {
    assertName({ uris: ["spiffe://example.org/order-api"] }, "service:order-api");
    assertName({ uris: ["spiffe://example.org/ns/shop/sa/order-api"] }, "service:ns/shop/sa/order-api");
  });

  it("goes before the DNS name and the common name, in the order of the rules", () => {
    const wish = { uris: ["spiffe://example.org/a"], dnsNames: ["b.example.org"], commonNames: ["c"] };
    assertName(wish, "service:a");
    assertName(wish, "service:b.example.org", { principalFrom: ["san-dns", "san-uri"] });
    assertName(wish, "user:c", { principalFrom: ["cn"] });
  });

  it("must be the only URI", () => {
    const uris = ["spiffe://example.org/a", "spiffe://example.org/b"];
    assertProblem({ uris, commonNames: ["ada"] }, /2 URI names/);
    assertProblem({ uris: ["https://example.org/", "spiffe://example.org/b"], commonNames: ["ada"] }, /2 URI names/);
  });

  it("must be of the trust domain when there is one", () => {
    assertName({ uris: ["spiffe://prod.example/a"] }, "service:a", { trustDomain: "prod.example" });
    assertProblem({ uris: ["spiffe://test.example/a"], commonNames: ["ada"] }, /trust domain is "test.example"/, {
      trustDomain: "prod.example",
    });
  });

  it("must name a workload by a plain path", () => {
    for (const uri of [
      "spiffe://example.org",
      "spiffe://example.org/",
      "spiffe://example.org/a/",
      "spiffe://example.org//a",
      "spiffe://example.org/a/../b",
      "spiffe://example.org/./a",
      "spiffe://example.org/%61",
      "spiffe://example.org/a?b",
      "spiffe://example.org/a#b",
      "spiffe://example.org:80/a",
      "spiffe://user@example.org/a",
      "spiffe:///a",
      "SPIFFE://example.org/a",
      "spiffe://Example.org/a",
      "spiffe:a",
      `spiffe://example.org/${"a".repeat(2100)}`,
      `spiffe://example.org/${"a".repeat(257)}`,
      "spiffe://example.org/a\0b",
      "spiffe://example.org/a\nservice:admin",
      "spiffe://example.org/ä",
    ]) {
      assertProblem({ uris: [uri], commonNames: ["ada"] }, /SPIFFE|too long/);
    }
  });

  it("is looked for among URIs only when there is one of its scheme", () => {
    assertName({ uris: ["https://example.org/a", "urn:x:y"], commonNames: ["ada"] }, "user:ada");
  });
});

describe("the principal of a certificate by its DNS name", () => {
  it("is the service of that name in lower case", () => {
    assertName({ dnsNames: ["Order-API.Example.org"] }, "service:order-api.example.org");
  });

  it("must be the only one, and a host's", () => {
    assertProblem({ dnsNames: ["a.example", "b.example"], commonNames: ["ada"] }, /2 DNS names/);
    for (const name of [
      "*.example.org",
      "a..b",
      ".a",
      "a.",
      "-a",
      "a b",
      "a\0.example",
      "",
      `${"a".repeat(64)}.b`,
      "a,b",
    ]) {
      assertProblem({ dnsNames: [name], commonNames: ["ada"] }, /no host's name/);
    }
  });
});

describe("the principal of a certificate by its common name", () => {
  it("is the user of that name", () => {
    assertName({ commonNames: ["ada"] }, "user:ada");
    assertName({ commonNames: ["Zoë Müller"] }, "user:Zoë Müller");
    assertName({ commonNames: ["ada@example.org"] }, "user:ada@example.org");
    assertName({ commonNames: [der.element(0x13, Buffer.from("ada"))] }, "user:ada");
  });

  it("is not cut at what looks like the end of a name", () => {
    for (const name of ["ada, CN=root", "ada/CN=root", "ada\nCN=root", "ada\0.evil", "ada+CN=root", 'ada"', "ada\\"]) {
      assertProblem({ commonNames: [name] }, /no principal's/);
    }
  });

  it("must be the only one, whichever comes first", () => {
    assertProblem({ commonNames: ["ada", "root"] }, /2 common names/);
    assertProblem({ commonNames: ["root", "ada"] }, /2 common names/);
  });

  it("must be plain text of a sensible length", () => {
    for (const name of ["", " ada", "ada ", "a  b", "*", "a:b", "a\u202eb", "a\u200bb", "e\u0301", "a".repeat(65)]) {
      assertProblem({ commonNames: [name] }, /no principal's/);
    }
    // Text in a form of old, and UTF-8 that is none.
    assertProblem({ commonNames: [der.element(0x1e, Buffer.from("\0a\0d\0a"))] }, /no plain text/);
    assertProblem({ commonNames: [der.element(0x0c, Buffer.from([0xc3, 0x28]))] }, /no plain text/);
  });
});

describe("a certificate", () => {
  it("stands for nobody when no rule finds a name", () => {
    assertProblem({}, /no name of the kinds san-uri, san-dns, cn/);
    assertProblem({ commonNames: ["ada"] }, /no name of the kinds san-uri/, { principalFrom: ["san-uri"] });
    assertProblem({ commonNames: ["ada"] }, /principalFrom is empty/, { principalFrom: [] });
  });

  it("stands for nobody when its names stand in it twice", () => {
    assertProblem({ dnsNames: ["a.example"], commonNames: ["ada"], namesTwice: true }, /cannot be read/);
  });

  it("stands for nobody or for a well-formed name, whatever bytes of it are changed", () => {
    const { der: bytes } = ca.issueClient({ uris: ["spiffe://example.org/a"] });
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(bytes.length),
        (at, change, cut) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] as number) ^ change;
          for (const text of [changed, changed.subarray(0, cut), bytes.subarray(0, cut)]) {
            const owner = principalOf(text, all);
            if ("name" in owner) assert.match(owner.name, /^service:[a-zA-Z0-9._/-]+$/);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("is read out of random bytes without an end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const before = createHash("sha256").update(bytes).digest("hex");
        assert("problem" in principalOf(bytes, all));
        assert.equal(createHash("sha256").update(bytes).digest("hex"), before);
      }),
      { numRuns: 2_000 },
    );
  });
});
