import { createRequire } from "node:module";
import type { Socket } from "node:net";

/**
 * The parts of kafkajs 2.2.4 that the store is built on, below its public face: connections (TLS, SASL, time-outs,
 * throttling) and the requests that are rare. What is hot or subtle, producing and fetching, has codecs of its own in
 * this folder: kafkajs loses the order of headers, encodes slowly, and reads only for a group. ADR-034 tells more.
 *
 * The version is pinned in package.json; these paths are no public interface, so a new version is to be read first.
 */

/** What kafkajs puts behind the header of a request: it copies `buffer`, and asks whether `buf` is one. */
export interface EncodedRequest {
  readonly buf: Buffer;
  readonly buffer: Buffer;
  size(): number;
}

export interface WireRequest {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<EncodedRequest>;
  };
  readonly response: {
    decode(payload: Buffer): Promise<{ payload: Buffer; clientSideThrottleTime: number }>;
    parse(decoded: { payload: Buffer }): Promise<Buffer>;
  };
  readonly requestTimeout?: number;
  readonly logResponseError: boolean;
}

export interface Connection {
  readonly socket: Socket;
  readonly requestQueue: {
    push(request: {
      readonly entry: {
        readonly apiKey: number;
        readonly apiName: string;
        readonly apiVersion: number;
        readonly correlationId: number;
        resolve(answer: { payload: Buffer }): void;
        reject(error: Error): void;
      };
      readonly expectResponse: true;
      readonly requestTimeout: number | null;
      sendRequest(): void;
    }): void;
    maybeThrottle(ms: number): void;
  };
  send(request: WireRequest): Promise<Buffer>;
  /** Does nothing when that was done, or need not be. */
  authenticate(): Promise<void>;
  failIfNotConnected(): void;
  nextCorrelationId(): number;
}

export interface ConnectionPool {
  getConnection(index: 0 | 1): Promise<Connection>;
  isConnected(): boolean;
}

interface OffsetsOfTopic<Partition> {
  readonly topic: string;
  readonly partitions: readonly Partition[];
}

/** One broker, over two connections: the second is for fetches alone, which the first does not wait for. */
export interface Broker {
  readonly connectionPool: ConnectionPool;
  isConnected(): boolean;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  initProducerId(options: object): Promise<{ readonly producerId: string; readonly producerEpoch: number }>;
  createTopics(options: {
    topics: readonly {
      topic: string;
      numPartitions: number;
      replicationFactor: number;
      configEntries: readonly { name: string; value: string }[];
    }[];
    timeout: number;
  }): Promise<void>;
  createPartitions(options: {
    topicPartitions: readonly { topic: string; count: number }[];
    timeout: number;
  }): Promise<void>;
  deleteTopics(options: { topics: readonly string[]; timeout: number }): Promise<void>;
  describeConfigs(options: {
    resources: readonly { type: number; name: string; configNames: readonly string[] }[];
  }): Promise<{
    readonly resources: readonly {
      readonly configEntries: readonly { readonly configName: string; readonly configValue: string }[];
    }[];
  }>;
  listOffsets(options: {
    replicaId: -1;
    isolationLevel: 0 | 1;
    topics: readonly OffsetsOfTopic<{ partition: number; timestamp: string }>[];
  }): Promise<{ readonly responses: readonly OffsetsOfTopic<{ partition: number; offset: string }>[] }>;
  findGroupCoordinator(options: { groupId: string; coordinatorType: 0 }): Promise<{
    readonly coordinator: { readonly nodeId: number; readonly host: string; readonly port: number };
  }>;
  joinGroup(options: {
    groupId: string;
    sessionTimeout: number;
    rebalanceTimeout: number;
    memberId: string;
    groupProtocols: readonly { name: string; metadata: Buffer }[];
  }): Promise<{
    readonly generationId: number;
    readonly leaderId: string;
    readonly memberId: string;
    readonly members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[];
  }>;
  syncGroup(options: {
    groupId: string;
    generationId: number;
    memberId: string;
    groupAssignment: readonly { memberId: string; memberAssignment: Buffer }[];
  }): Promise<{ readonly memberAssignment: Buffer }>;
  heartbeat(options: { groupId: string; groupGenerationId: number; memberId: string }): Promise<void>;
  leaveGroup(options: { groupId: string; memberId: string }): Promise<void>;
  offsetCommit(options: {
    groupId: string;
    groupGenerationId: number;
    memberId: string;
    topics: readonly OffsetsOfTopic<{ partition: number; offset: string }>[];
  }): Promise<void>;
  offsetFetch(options: { groupId: string; topics: readonly OffsetsOfTopic<{ partition: number }>[] }): Promise<{
    readonly responses: readonly OffsetsOfTopic<{ partition: number; offset: string }>[];
  }>;
  listGroups(): Promise<{ readonly groups: readonly { readonly groupId: string }[] }>;
  /** Resolves with the errors of each group. */
  deleteGroups(
    groups: readonly string[],
  ): Promise<{ readonly results: readonly { readonly groupId: string; readonly error?: KafkaError }[] }>;
}

export interface Logger {
  namespace(): Logger;
  debug(): void;
  info(): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface SocketOptions {
  readonly host: string;
  readonly port: number;
  readonly ssl: object | null;
  readonly onConnect: () => void;
}

export interface ConnectionOptions {
  readonly brokers: readonly string[];
  readonly ssl: object | null;
  readonly sasl: { readonly mechanism: string; readonly username: string; readonly password: string } | null;
  readonly clientId: string;
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly enforceRequestTimeout: true;
  readonly logger: Logger;
  readonly socketFactory: (options: SocketOptions) => Socket;
}

/** What kafkajs throws: `type` and `code` for what a broker answered, `name` for what happened on the way. */
export interface KafkaError extends Error {
  readonly type?: string;
  readonly code?: number | string;
  readonly cause?: unknown;
  readonly errors?: readonly KafkaError[];
}

const load = createRequire(import.meta.url);

export const createConnectionPools = load("kafkajs/src/cluster/connectionPoolBuilder") as (
  options: ConnectionOptions,
) => { build(address: { host: string; port: number }): Promise<ConnectionPool> };

export const KafkaBroker = load("kafkajs/src/broker") as new (options: {
  connectionPool: ConnectionPool;
  logger: Logger;
  authenticationTimeout: number;
  allowAutoTopicCreation: false;
}) => Broker;

export const createSocket = (load("kafkajs/src/network/socketFactory") as () => (options: SocketOptions) => Socket)();

/** The error of an error code in an answer. */
export const errorOfCode = (load("kafkajs/src/protocol/error") as { createErrorFromCode(code: number): KafkaError })
  .createErrorFromCode;

export const { MemberMetadata, MemberAssignment } = load("kafkajs/src/consumer/assignerProtocol") as {
  MemberMetadata: { encode(metadata: { version: number; topics: readonly string[] }): Buffer };
  MemberAssignment: {
    encode(value: { version: number; assignment: Readonly<Record<string, readonly number[]>> }): Buffer;
    decode(bytes: Buffer): { readonly assignment: Readonly<Record<string, readonly number[]>> } | null;
  };
};
