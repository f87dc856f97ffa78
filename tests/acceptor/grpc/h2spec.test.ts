import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { runH2spec } from "../../support/foreign/h2spec.ts";
import { isRecorded, problemsOf, recordSuite } from "../../support/foreign/suite-record.ts";
import { H2SPEC, installH2spec } from "../../support/foreign-tools.ts";
import type { GrpcTransportName } from "../../support/grpc-transports.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";

/** It waits for twenty seconds, in all, for what Node does not say. */
const SLOW = "runs when suites are recorded";

const h2spec = await installH2spec();
const skip = h2spec.startsWith("needs ") && h2spec;

/**
 * What a transport leaves undone. The HTTP/2 of Node ignores frames on streams that it has forgotten, where RFC 9113 leaves
 * it the choice and h2spec does not, and grpc-js answers a GET without a body, which some cases need to see at all.
 */
const leaves: Readonly<Record<GrpcTransportName, readonly string[]>> = {
  lean: [],
  "grpc-js": [
    ...["generic/2", "http2/5.1", "http2/5.1.1", "http2/5.1.2", "http2/6.1", "http2/6.5.3", "http2/6.7"],
    ...["http2/6.9.1", "http2/6.9.2", "http2/8.1.2.6"],
  ],
};

async function check(t: TestContext, transport: GrpcTransportName, security: "plain" | "TLS"): Promise<void> {
  const folder = new TlsFolder(tempFolder(t));
  if (security === "TLS") folder.write(new TestCa().issueServer());
  const { grpcPort } = await StartedGateway.open(t, {
    ...(security === "TLS" ? { yaml: folder.yaml() } : {}),
    flags: { workers: 1, "listeners.grpc.transport": transport },
  });
  const cases = await runH2spec(t, h2spec, grpcPort, security);
  recordSuite({ suite: "h2spec", version: H2SPEC, transport, security, cases });
  assert.equal(cases.length, CASES);
  assert.deepEqual(problemsOf(cases.filter(({ group }) => !leaves[transport].includes(group))), []);
}

describe("h2spec, strict, against the gRPC door", { skip }, () => {
  it("finds nothing amiss", (t) => check(t, "lean", "plain"));

  it("finds nothing amiss over TLS", (t) => check(t, "lean", "TLS"));

  it("finds no more than is known, transport grpc-js", { skip: !isRecorded && SLOW }, (t) =>
    check(t, "grpc-js", "plain"),
  );
});

/** So many has all of it: none may be missing from its report. */
const CASES = 146;
