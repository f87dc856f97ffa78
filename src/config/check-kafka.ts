import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { BackendConfig, NamespaceConfig } from "./gateway-config.ts";

type KafkaConfig = Extract<BackendConfig, { readonly type: "kafka" }>;

/** What the settings of a Kafka backend must be together, and in their texts. What is wrong in itself is passed over. */
export function checkKafka(
  reader: ConfigReader,
  backends: readonly BackendConfig[],
  namespaces: readonly Partial<NamespaceConfig>[],
): void {
  for (const backend of backends) {
    if (backend.type !== "kafka") continue;
    checkTexts(reader, backend);
    checkSasl(reader, backend);
    checkReplicas(reader, backend, namespaces);
  }
}

function checkTexts(reader: ConfigReader, { name, settings }: KafkaConfig): void {
  const path = `backends.${name}`;
  const { brokers, topicPrefix } = settings;
  if (!reader.isFlawed(`${path}.brokers`)) {
    if (brokers.length === 0) report(reader, `${path}.brokers`, "names no broker", HOW_TO_NAME);
    const wrong = brokers.find((broker) => !ADDRESS.test(broker));
    if (wrong !== undefined) report(reader, `${path}.brokers`, `has "${wrong}", which is no address`, HOW_TO_NAME);
  }
  if (reader.isFlawed(`${path}.topicPrefix`) || /^[A-Za-z0-9._-]*$/.test(topicPrefix)) return;
  const message = `is "${topicPrefix}", and topics have no such names`;
  report(reader, `${path}.topicPrefix`, message, "use letters, digits, `.`, `_` and `-` alone");
}

/** A name or an address, IPv6 in brackets, and a port. */
const ADDRESS = /^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):[0-9]{1,5}$/;
const HOW_TO_NAME = "write each as host:port";

function checkSasl(reader: ConfigReader, { name, settings: { sasl, ssl } }: KafkaConfig): void {
  const path = `backends.${name}`;
  for (const part of ["username", "password"] as const) {
    if (sasl.mechanism === "none" || sasl[part] !== null || reader.isFlawed(`${path}.sasl.${part}`)) continue;
    const message = `says ${sasl.mechanism}, but there is no ${part}`;
    report(reader, `${path}.sasl.mechanism`, message, `set backends.${name}.sasl.${part}`);
  }
  if ((ssl.cert === null) === (ssl.key === null)) return;
  const [given, missing] = ssl.cert === null ? ["key", "cert"] : ["cert", "key"];
  if (reader.isFlawed(`${path}.ssl.${missing}`)) return;
  report(reader, `${path}.ssl.${given}`, `needs the ${missing} beside it`, `set backends.${name}.ssl.${missing}`);
}

/** A topic that more replicas must have than there are takes no message. */
function checkReplicas(
  reader: ConfigReader,
  { name, settings: { minInSyncReplicas } }: KafkaConfig,
  namespaces: readonly Partial<NamespaceConfig>[],
): void {
  for (const [i, { backend, pattern, stream }] of namespaces.entries()) {
    if (backend !== name || pattern !== "stream" || stream === undefined) continue;
    const path = `namespaces[${i}].stream.replicas`;
    if (reader.isFlawed(path) || stream.replicas >= minInSyncReplicas) continue;
    const message = `is ${stream.replicas}, but backends.${name}.minInSyncReplicas is ${minInSyncReplicas}`;
    report(reader, path, message, "have more replicas, or ask for fewer in sync");
  }
}

function report(reader: ConfigReader, path: string, message: string, remedy: string): void {
  reader.report(path, placeOf(reader, path), message, remedy);
}
