import type { Socket } from "node:net";
import { connectOptions } from "./connect-options.ts";
import { connectFailure, connectionsClosed, failureOfCode, isConnectionLoss } from "./errors.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { type Broker, type ConnectionOptions, createConnectionPools, KafkaBroker } from "./kafkajs-parts.ts";
import { askMetadata, type ClusterLayout, type TopicLayout } from "./metadata.ts";
import { whenReady } from "./when-ready.ts";

/** Topic layouts are asked for again after so long, so that partitions which were added are seen. */
const LAYOUT_MAX_AGE_MS = 60_000;

/** How long it may take kafkajs to authenticate, in multiples of the time to connect. */
const AUTHENTICATION_FACTOR = 3;

/**
 * The brokers of the cluster, as far as they were needed. What may wait at a broker has connections of its own (a *lane*):
 * a broker answers the requests of one connection in their order, and joining a group may take it minutes.
 *
 * Nothing is repeated here. A connection that is lost is given up, with those of its broker and lane; who asks next gets
 * new ones.
 */
export class Brokers {
  private readonly settings: KafkaSettings;
  private readonly nowMs: () => number;
  private readonly onProblem: (error: unknown) => void;
  /** By lane and node. */
  private readonly open = new Map<string, OpenBroker>();
  private readonly addresses = new Map<number, { readonly host: string; readonly port: number }>();
  private readonly layouts = new Map<string, { readonly layout: TopicLayout; readonly readMs: number }>();
  /** By group. */
  private readonly coordinators = new Map<string, number>();
  private controllerId = -1;
  private nextSeed = 0;
  private isClosed = false;

  constructor(settings: KafkaSettings, nowMs: () => number, onProblem: (error: unknown) => void) {
    this.settings = settings;
    this.nowMs = nowMs;
    this.onProblem = onProblem;
  }

  /** Connections that are open. */
  get connections(): number {
    let count = 0;
    for (const { sockets } of this.open.values()) count += sockets.size;
    return count;
  }

  /** Asks for the layout of these topics (null = all), and of the cluster. */
  async ask(topics: readonly string[] | null): Promise<ClusterLayout> {
    const layout = await this.withAny((broker) => askMetadata(broker, topics));
    this.addresses.clear();
    for (const { nodeId, host, port } of layout.brokers) this.addresses.set(nodeId, { host, port });
    this.controllerId = layout.controller;
    const readMs = this.nowMs();
    for (const topic of layout.topics) {
      if (topic.error === 0) this.layouts.set(topic.name, { layout: topic, readMs });
      else this.layouts.delete(topic.name);
    }
    return layout;
  }

  /** The layout of a topic; rejects when it is not there. */
  async topic(name: string): Promise<TopicLayout> {
    const known = this.layouts.get(name);
    if (known !== undefined && this.nowMs() - known.readMs < LAYOUT_MAX_AGE_MS) return known.layout;
    const [layout] = (await this.ask([name])).topics;
    const failure = failureOfCode(layout?.error ?? 3);
    if (failure !== null || layout === undefined) throw failure ?? connectionsClosed();
    return layout;
  }

  /** What is known of a topic's layout is no longer believed. */
  forget(topic: string): void {
    this.layouts.delete(topic);
  }

  /** Another broker may look after the group now. */
  forgetCoordinator(groupId: string): void {
    this.coordinators.delete(groupId);
  }

  async leader(topic: string, partition: number, lane: Lane): Promise<{ nodeId: number; broker: Broker }> {
    const nodeId = (await this.topic(topic)).partitions[partition]?.leader ?? -1;
    if (nodeId < 0) {
      this.forget(topic);
      throw connectionsClosed();
    }
    return { nodeId, broker: await this.node(nodeId, lane) };
  }

  async controller(): Promise<Broker> {
    if (this.controllerId < 0 || !this.addresses.has(this.controllerId)) await this.ask([]);
    return this.node(this.controllerId, "main");
  }

  /** Whichever broker answers. */
  any(): Promise<Broker> {
    return this.withAny(async (broker) => broker);
  }

  /** The broker that looks after a group, over connections of its own. */
  async coordinator(groupId: string, lane: Lane): Promise<{ nodeId: number; broker: Broker }> {
    let nodeId = this.coordinators.get(groupId);
    if (nodeId === undefined) {
      const find = () => this.withAny((broker) => broker.findGroupCoordinator({ groupId, coordinatorType: 0 }));
      const { coordinator } = await whenReady(find, this.settings.requestTimeoutMs);
      nodeId = coordinator.nodeId;
      this.addresses.set(nodeId, { host: coordinator.host, port: coordinator.port });
      this.coordinators.set(groupId, nodeId);
    }
    return { nodeId, broker: await this.node(nodeId, lane) };
  }

  /** Every broker that is known. */
  async all(): Promise<Broker[]> {
    const { brokers } = await this.ask([]);
    return Promise.all(brokers.map(({ nodeId }) => this.node(nodeId, "main")));
  }

  async node(nodeId: number, lane: Lane): Promise<Broker> {
    if (!this.addresses.has(nodeId)) await this.ask([]);
    const address = this.addresses.get(nodeId);
    if (address === undefined) throw connectionsClosed();
    return this.connected(`${lane} ${nodeId}`, address);
  }

  /** Tells of an error on a lane; when the connection was lost, its broker gets a new one, and is asked where topics are. */
  report(error: unknown, lane: Lane, nodeId?: number): void {
    if (!isConnectionLoss(error)) return;
    for (const [key, open] of this.open) {
      if (key.startsWith(`${lane} `) && (nodeId === undefined || key === `${lane} ${nodeId}`)) this.giveUp(key, open);
    }
    this.layouts.clear();
    this.coordinators.clear();
  }

  /** Gives back the connections of a lane; requests under way are rejected. */
  closeLane(lane: Lane): void {
    for (const [key, open] of this.open) if (key.startsWith(`${lane} `)) this.giveUp(key, open);
  }

  /** Gives back every connection; requests under way are rejected. */
  close(): void {
    this.isClosed = true;
    for (const [key, open] of this.open) this.giveUp(key, open);
  }

  private async withAny<T>(action: (broker: Broker) => Promise<T>): Promise<T> {
    let failure: unknown;
    const known = [...this.addresses.keys()].map((id) => () => this.connectedNode(id));
    const seeds = this.settings.brokers.map((_, index) => () => this.connectedSeed(this.nextSeed + index));
    for (const find of [...known, ...seeds]) {
      let found: { key: string; broker: Broker } | undefined;
      try {
        found = await find();
        return await action(found.broker);
      } catch (error) {
        failure ??= error;
        if (found !== undefined && isConnectionLoss(error)) this.giveUp(found.key, this.open.get(found.key));
      }
    }
    this.nextSeed++;
    throw connectFailure(failure);
  }

  private async connectedNode(nodeId: number): Promise<{ key: string; broker: Broker }> {
    const address = this.addresses.get(nodeId);
    if (address === undefined) throw connectionsClosed();
    const key = `main ${nodeId}`;
    return { key, broker: await this.connected(key, address) };
  }

  private async connectedSeed(index: number): Promise<{ key: string; broker: Broker }> {
    const seed = this.settings.brokers[index % this.settings.brokers.length] ?? "";
    const colon = seed.lastIndexOf(":");
    const key = `seed ${seed}`;
    const address = { host: seed.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(seed.slice(colon + 1)) };
    return { key, broker: await this.connected(key, address) };
  }

  private async connected(key: string, address: { host: string; port: number }): Promise<Broker> {
    if (this.isClosed) throw connectionsClosed();
    const known = this.open.get(key);
    if (known !== undefined) {
      const broker = await known.broker;
      if (broker.isConnected()) return broker;
      this.giveUp(key, known);
      return this.connected(key, address);
    }
    const open = this.connect(address);
    this.open.set(key, open);
    open.broker.catch(() => this.giveUp(key, open));
    return open.broker;
  }

  private connect(address: { host: string; port: number }): OpenBroker {
    const sockets = new Set<Socket>();
    const state = { isGivenUp: false };
    return { sockets, state, broker: this.opened(address, sockets, () => state.isGivenUp) };
  }

  private async opened(
    address: { host: string; port: number },
    sockets: Set<Socket>,
    isGivenUp: () => boolean,
  ): Promise<Broker> {
    const options: ConnectionOptions = connectOptions(this.settings, sockets, (error) => {
      if (!isGivenUp()) this.onProblem(error);
    });
    const broker = new KafkaBroker({
      connectionPool: await createConnectionPools(options).build(address),
      logger: options.logger,
      authenticationTimeout: AUTHENTICATION_FACTOR * options.connectionTimeout,
      allowAutoTopicCreation: false,
    });
    try {
      await broker.connect();
    } catch (error) {
      throw connectFailure(error);
    }
    return broker;
  }

  /** Its sockets are closed at once: a broker that is stopped would not notice that it is left. */
  private giveUp(key: string, open: OpenBroker | undefined): void {
    if (open === undefined || open.state.isGivenUp) return;
    open.state.isGivenUp = true;
    if (this.open.get(key) === open) this.open.delete(key);
    for (const socket of open.sockets) socket.destroy(new Error("the connection was given up"));
    open.broker
      .then((broker) => broker.disconnect())
      .catch(() => {})
      .finally(() => {
        for (const socket of open.sockets) socket.destroy(new Error("the connection was given up"));
      });
  }
}

interface OpenBroker {
  readonly broker: Promise<Broker>;
  readonly sockets: Set<Socket>;
  readonly state: { isGivenUp: boolean };
}

/** `main`: what is answered at once; `read`: fetches; `group …`: of one group. */
export type Lane = "main" | "read" | `group ${string}`;
