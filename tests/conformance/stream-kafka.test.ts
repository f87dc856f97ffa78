import { describeKafkaStreams } from "./kafka-stream-subject.ts";

describeKafkaStreams(1);
