import type { Durability } from "../contract.ts";
import type { Finding } from "../networked-contract.ts";
import type { Brokers } from "./brokers.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { readBrokerSettings, readTopicSettings } from "./topic-settings.ts";

export interface Probed {
  readonly durability: Durability;
  readonly findings: readonly Finding[];
}

const BROKER_SETTINGS = [
  "log.flush.interval.messages",
  "log.flush.interval.ms",
  "min.insync.replicas",
  "unclean.leader.election.enable",
  "default.replication.factor",
  "auto.create.topics.enable",
  "offsets.retention.minutes",
  "group.initial.rebalance.delay.ms",
];
const TOPIC_SETTINGS = [
  "min.insync.replicas",
  "unclean.leader.election.enable",
  "flush.messages",
  "retention.ms",
  "retention.bytes",
  "message.timestamp.type",
];

/**
 * Asks the cluster, and the topics that are in use, what an acknowledged message survives. A broker answers when a message
 * is in its page cache: that survives the end of its process. The machine's power may be lost where `flush.messages` is 1, or
 * where another broker has the message too: at least two must have it before it is acknowledged.
 */
export async function probe(brokers: Brokers, settings: KafkaSettings, topics: readonly string[]): Promise<Probed> {
  const cluster = await brokers.ask([...topics]);
  const findings: Finding[] = [brokersFinding(cluster.brokers.length)];
  const nodeId =
    cluster.brokers.find(({ nodeId: id }) => id === cluster.controller)?.nodeId ?? cluster.brokers[0]?.nodeId;
  const broker = await readBrokerSettings(brokers, nodeId ?? -1, BROKER_SETTINGS);
  for (const [setting, value] of broker) findings.push({ setting, value, meaning: meaningOf(setting, value) });
  let copies = Number.POSITIVE_INFINITY;
  let isFlushed = broker.get("log.flush.interval.messages") === "1";
  for (const layout of cluster.topics) {
    if (layout.error !== 0) continue;
    const topic = await readTopicSettings(brokers, layout.name, TOPIC_SETTINGS);
    const replicas = Math.min(...layout.partitions.map((each) => each.replicas.length));
    findings.push({
      setting: `${layout.name}: replication factor`,
      value: String(replicas),
      meaning: replicas < 2 ? "The stream is away while its broker is, and lost with its disk." : "",
    });
    for (const [setting, value] of topic)
      findings.push({ setting: `${layout.name}: ${setting}`, value, meaning: meaningOf(setting, value) });
    isFlushed &&= topic.get("flush.messages") === "1";
    copies = Math.min(copies, replicas, Number(topic.get("min.insync.replicas") ?? 1));
  }
  if (!Number.isFinite(copies))
    copies = Math.min(cluster.brokers.length, Number(broker.get("min.insync.replicas") ?? 1));
  if (settings.acks === "leader") {
    copies = 1;
    findings.push({
      setting: "acks",
      value: "leader",
      meaning: "A message that is acknowledged is lost when the leader ends before another broker has it.",
    });
  }
  return { durability: isFlushed || copies >= 2 ? "power-loss" : "process-crash", findings };
}

function brokersFinding(count: number): Finding {
  const meaning = count === 1 ? "There is one broker: while it is away, so are all streams." : "";
  return { setting: "brokers", value: String(count), meaning };
}

/** What follows from a setting; empty when it is as it should be. */
function meaningOf(setting: string, value: string): string {
  switch (setting) {
    case "unclean.leader.election.enable":
      return value === "true"
        ? "A replica that lacks messages may become the leader: those that were acknowledged are lost then."
        : "";
    case "log.flush.interval.messages":
    case "flush.messages":
      return value === "1" ? "" : "A broker acknowledges what is in its page cache, not on its disk.";
    case "min.insync.replicas":
      return value === "1" ? "A message is acknowledged when one broker has it." : "";
    case "offsets.retention.minutes":
      return `A group without consumers is forgotten after ${value} minutes; it then begins anew.`;
    case "group.initial.rebalance.delay.ms":
      return value === "0" ? "" : `The first consumer of a group waits ${value} ms for others.`;
    case "auto.create.topics.enable":
      return value === "true" ? "A misspelt topic is made by whoever asks for it; Prism never does." : "";
    case "message.timestamp.type":
      return value === "CreateTime"
        ? "Times of messages are those that publishers gave, so to begin at a time is not exact."
        : "";
    default:
      return "";
  }
}
