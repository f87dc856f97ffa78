import type { kafkaBackend } from "../../config/backends/kafka.ts";
import type { ValueOf } from "../../config/setting.ts";

/** The settings of a backend of type `kafka`, as the configuration has read them. */
export type KafkaSettings = ValueOf<typeof kafkaBackend>;
