import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findJava, JAVA_OPTIONS, JAVA_PACKAGE } from "../java.ts";
import { askServer, LOOPBACK } from "../loopback.ts";
import { classPath, fetchJars, type MavenProgram } from "../maven-jars.ts";
import type { Launch, Place, ServerKind } from "../server-kind.ts";

/** One broker of Apache Kafka, which is its own controller (KRaft). */
export const kafka: ServerKind = {
  name: "kafka",
  title: "Apache Kafka",
  // The second is the controller's, which the broker itself connects to.
  ports: [7492, 7493],
  packages: [JAVA_PACKAGE, "maven"],
  stopSignal: "SIGTERM",
  discardSignal: "SIGKILL",
  check() {
    findJava();
    classPath(program);
  },
  fetch: () => fetchJars(program),
  async prepare(place: Place): Promise<Launch> {
    const data = join(place.folder, "data");
    const identity = join(data, "meta.properties");
    mkdirSync(data, { recursive: true });
    // What `kafka-storage.sh format` writes, which takes a JVM two seconds.
    if (!existsSync(identity)) writeFileSync(identity, properties(IDENTITY));
    const file = join(place.folder, "server.properties");
    writeFileSync(file, properties(configuration(place)), { mode: 0o600 });
    return { file: findJava(), args: [...JAVA_OPTIONS, "-cp", classPath(program), "kafka.Kafka", file], user: null };
  },
  async isReady({ ports: [port = 0] }: Place): Promise<boolean> {
    // A broker opens its port when the controller has let it in.
    return (await askServer(port, API_VERSIONS)) !== null;
  },
};

const program: MavenProgram = {
  name: "Kafka",
  version: "4.2.2",
  artifacts: ["org.apache.kafka:kafka_2.13:4.2.2", "org.slf4j:slf4j-simple:1.7.36"],
};

/** 22 characters of base64, as a UUID has. */
const IDENTITY = { version: "1", "cluster.id": "PrismLocalStack0000000", "node.id": "1" };

function configuration({ folder, ports: [port, controllerPort], settings }: Place): Record<string, string> {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@${LOOPBACK}:${controllerPort}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `CLIENTS://${LOOPBACK}:${port},CONTROLLER://${LOOPBACK}:${controllerPort}`,
    "advertised.listeners": `CLIENTS://${LOOPBACK}:${port}`,
    "inter.broker.listener.name": "CLIENTS",
    "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": join(folder, "data"),
    // There is one broker to hold them all.
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    // 50 would make files and work for nobody.
    "offsets.topic.num.partitions": "8",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.num.partitions": "4",
    // A broker that was killed may register again once its session is over, by default after nine seconds.
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "3000",
    // A group waits for others that may join; here they come one by one.
    "group.initial.rebalance.delay.ms": "0",
    ...settings,
  };
}

/** Format: java.util.Properties, where a backslash escapes. */
function properties(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value.replaceAll("\\", "\\\\")}\n`)
    .join("");
}

/** ApiVersions, version 0: length, key 18, version, correlation, client of length 0. Source: Kafka protocol guide. */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0, 0]);
