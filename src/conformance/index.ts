/**
 * `prism-gateway/conformance`: what a store must do, for authors of backends. `describeSuite` has node:test run a suite; `runSuite`
 * gives results one by one.
 */
export type { Check } from "./check.ts";
export { EmbeddedKeyValue } from "./keyvalue/embedded-keyvalue.ts";
export type { KeyValueSubject } from "./keyvalue/keyvalue-subject.ts";
export { keyValueSuite } from "./keyvalue/keyvalue-suite.ts";
export { describeSuite } from "./node-test.ts";
export type { StreamSubject } from "./stream/stream-subject.ts";
export { streamSuite } from "./stream/stream-suite.ts";
export { type CheckResult, runSuite, type Suite } from "./suite.ts";
