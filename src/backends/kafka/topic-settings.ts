import type { Brokers } from "./brokers.ts";
import { failureOfCode, toPrismError } from "./errors.ts";
import { Api, rawRequest } from "./raw-request.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/** Types of resources, and the operation that sets one setting and leaves the others. */
const TOPIC = 2;
const BROKER = 4;
const SET = 0;

export async function readTopicSettings(
  brokers: Brokers,
  topic: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  return readSettings(brokers, TOPIC, topic, names);
}

export async function readBrokerSettings(
  brokers: Brokers,
  nodeId: number,
  names: readonly string[],
): Promise<Map<string, string>> {
  return readSettings(brokers, BROKER, String(nodeId), names);
}

async function readSettings(
  brokers: Brokers,
  type: number,
  name: string,
  configNames: readonly string[],
): Promise<Map<string, string>> {
  // A broker's settings are asked of itself.
  const broker = await (type === BROKER ? brokers.node(Number(name), "main") : brokers.any());
  try {
    const { resources } = await broker.describeConfigs({ resources: [{ type, name, configNames }] });
    return new Map(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]) ?? []);
  } catch (error) {
    throw toPrismError(error);
  }
}

/**
 * IncrementalAlterConfigs, version 0: [type, name, [name, operation, value]], validate_only. What kafkajs has, AlterConfigs,
 * puts every setting that is not named back to its default.
 */
export async function alterTopic(
  brokers: Brokers,
  topic: string,
  changes: readonly (readonly [name: string, value: string])[],
): Promise<void> {
  const writer = new WireWriter().int32(1).int8(TOPIC).string(topic).int32(changes.length);
  for (const [name, value] of changes) writer.string(name).int8(SET).string(value);
  const request = rawRequest(Api.INCREMENTAL_ALTER_CONFIGS, 0, writer.int8(0).written, { hasThrottleTime: true });
  const connection = await (await brokers.controller()).connectionPool.getConnection(0);
  let answer: Buffer;
  try {
    answer = await connection.send(request);
  } catch (error) {
    throw toPrismError(error);
  }
  const reader = new WireReader(answer, 4);
  reader.array(() => {
    const failure = failureOfCode(reader.int16());
    if (failure !== null) throw failure;
    reader.string();
    reader.int8();
    reader.string();
  });
}
