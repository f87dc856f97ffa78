import { Kafka, logLevel, type Message, Partitioners, type Producer } from "kafkajs";

export interface KafkaJsPlan {
  readonly port: number;
  readonly topic: string;
  /** Messages under way at one time. */
  readonly inFlight: number;
  readonly keys: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly valueBytes: number;
}

/** In how many batches kafkajs has what is in flight. */
const BATCHES = [1, 2, 4];
const TRIAL_MS = 700;

/**
 * An application that publishes with kafkajs by itself: keyed messages in batches, each acknowledged by all replicas, and
 * the next sent when it is. It tries one batch of all that is in flight and several smaller ones, and takes the best.
 */
export class KafkaJsPublisher {
  private readonly plan: KafkaJsPlan;
  private readonly producer: Producer;
  private batches = 0;

  private constructor(plan: KafkaJsPlan, producer: Producer) {
    this.plan = plan;
    this.producer = producer;
  }

  static async open(plan: KafkaJsPlan): Promise<KafkaJsPublisher> {
    const kafka = new Kafka({ brokers: [`127.0.0.1:${plan.port}`], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    return new KafkaJsPublisher(plan, producer);
  }

  /** Messages acknowledged a second. */
  async run(): Promise<number> {
    const { warmUpMs, durationMs } = this.plan;
    if (this.batches === 0) await this.findBest();
    await this.publish(this.batches, warmUpMs);
    return this.publish(this.batches, durationMs);
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  private async findBest(): Promise<void> {
    let best = 0;
    await this.publish(1, TRIAL_MS);
    for (const batches of BATCHES) {
      const rate = await this.publish(batches, TRIAL_MS);
      if (rate <= best) continue;
      best = rate;
      this.batches = batches;
    }
  }

  private async publish(batches: number, durationMs: number): Promise<number> {
    const { topic, inFlight, keys, valueBytes } = this.plan;
    const value = Buffer.alloc(valueBytes, "v");
    let next = 0;
    let acknowledged = 0;
    const startedMs = performance.now();
    const sender = async (): Promise<void> => {
      while (performance.now() - startedMs < durationMs) {
        const messages: Message[] = Array.from({ length: inFlight / batches }, () => ({
          key: `key-${next++ % keys}`,
          value,
        }));
        await this.producer.send({ topic, messages, acks: -1 });
        acknowledged += messages.length;
      }
    };
    await Promise.all(Array.from({ length: batches }, sender));
    return (acknowledged * 1000) / (performance.now() - startedMs);
  }
}
