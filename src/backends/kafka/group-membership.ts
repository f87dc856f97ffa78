import { assignPartitions } from "./assign-partitions.ts";
import type { Brokers, Lane } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { codeOf, isConnectionLoss, isRebalance, rebalancing, toPrismError } from "./errors.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { type Broker, MemberAssignment, MemberMetadata } from "./kafkajs-parts.ts";
import { Progress } from "./progress.ts";

/** Members say so often within a session that they are there. */
const HEARTBEATS_PER_SESSION = 4;
const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
/** How long to leave may take; a broker that does not answer sees by itself that the member is gone. */
const LEAVE_MS = 1_000;
/** Every member must be able to deal with what a member that joins with this name says. */
const PROTOCOL = "prism-dealt";

export interface MembershipEvents {
  /** From now on these partitions are this member's. */
  onAssigned(partitions: readonly number[]): Promise<void>;
  /** Others may have the partitions by now. */
  onExpelled(): void;
  onProblem(error: unknown): void;
}

/**
 * Membership in a consumer group, kept up until it is closed: finds the coordinator, joins, deals the partitions when this
 * member is the leader, and tells the coordinator that it is there. When other members come or go, it joins again.
 */
export class GroupMembership {
  readonly #brokers: Brokers;
  readonly #settings: KafkaSettings;
  readonly #groupId: string;
  readonly #topic: string;
  readonly #events: MembershipEvents;
  readonly #lane: Lane;
  readonly #changes = new Progress();
  #memberId = "";
  #generation = -1;
  /** Whether the generation is the present one, as far as is known. */
  #isJoined = false;
  #lastHeardMs = 0;
  #isClosed = false;
  #wake: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();
  readonly #nowMs: () => number;

  constructor(
    brokers: Brokers,
    settings: KafkaSettings,
    group: { readonly id: string; readonly topic: string; readonly lane: Lane; readonly nowMs: () => number },
    events: MembershipEvents,
  ) {
    this.#brokers = brokers;
    this.#settings = settings;
    this.#groupId = group.id;
    this.#topic = group.topic;
    this.#nowMs = group.nowMs;
    this.#events = events;
    this.#lane = group.lane;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Commits as the member that this is; rejects when it is none now, or the broker cannot take it. */
  async commit(offsets: ReadonlyMap<number, number>): Promise<void> {
    if (!this.#isJoined) throw rebalancing();
    try {
      await commitOffsets(this.#brokers, this.#lane, {
        groupId: this.#groupId,
        generation: this.#generation,
        memberId: this.#memberId,
        topic: this.#topic,
        offsets,
      });
    } catch (error) {
      // The next heartbeat hears it too; it is better sent now.
      if (isRebalance(error)) this.#wake?.();
      throw error;
    }
  }

  /** Resolves when the membership has changed, or has been tried for. */
  nextChange(): Promise<void> {
    return this.#changes.next();
  }

  /** Leaves the group, so that others need not wait for the session to end. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wake?.();
    if (this.#isJoined) await Promise.race([this.#leave(), this.#sleep(LEAVE_MS)]);
    this.#isJoined = false;
    this.#brokers.closeLane(this.#lane);
    this.#changes.happened();
    await this.#ended;
  }

  async #leave(): Promise<void> {
    try {
      const { broker } = await this.#brokers.coordinator(this.#groupId, this.#lane);
      await broker.leaveGroup({ groupId: this.#groupId, memberId: this.#memberId });
    } catch {
      // Then the session ends by itself.
    }
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let pauseMs = MIN_PAUSE_MS;
    while (!this.#isClosed) {
      try {
        const { broker } = await this.#brokers.coordinator(this.#groupId, this.#lane);
        if (!this.#isJoined) await this.#join(broker);
        pauseMs = MIN_PAUSE_MS;
        await this.#stay(broker);
      } catch (error) {
        if (this.#isClosed) break;
        if (this.#takeFailure(error)) continue;
        this.#changes.happened();
        await this.#sleep(pauseMs);
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
      }
    }
  }

  async #join(broker: Broker): Promise<void> {
    const topic = this.#topic;
    const { sessionTimeoutMs } = this.#settings;
    const joined = await broker.joinGroup({
      groupId: this.#groupId,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs,
      memberId: this.#memberId,
      groupProtocols: [{ name: PROTOCOL, metadata: MemberMetadata.encode({ version: 0, topics: [topic] }) }],
    });
    this.#memberId = joined.memberId;
    this.#generation = joined.generationId;
    let groupAssignment: { memberId: string; memberAssignment: Buffer }[] = [];
    if (joined.leaderId === joined.memberId) {
      const { partitions } = await this.#brokers.topic(topic);
      const members = joined.members.map(({ memberId }) => memberId);
      groupAssignment = assignPartitions(topic, partitions.length, members);
    }
    const { memberAssignment } = await broker.syncGroup({
      groupId: this.#groupId,
      generationId: this.#generation,
      memberId: this.#memberId,
      groupAssignment,
    });
    if (this.#isClosed) return;
    const assignment = MemberAssignment.decode(memberAssignment)?.assignment[topic] ?? [];
    this.#isJoined = true;
    this.#lastHeardMs = this.#nowMs();
    await this.#events.onAssigned([...assignment].sort((a, b) => a - b));
    this.#changes.happened();
  }

  /** Returns by throwing what ends the membership, or this stay at it. */
  async #stay(broker: Broker): Promise<void> {
    while (!this.#isClosed) {
      await this.#sleep(this.#settings.sessionTimeoutMs / HEARTBEATS_PER_SESSION);
      if (this.#isClosed) return;
      await broker.heartbeat({
        groupId: this.#groupId,
        groupGenerationId: this.#generation,
        memberId: this.#memberId,
      });
      this.#lastHeardMs = this.#nowMs();
    }
  }

  /** Returns whether to go on without a pause. */
  #takeFailure(error: unknown): boolean {
    const code = codeOf(error);
    this.#brokers.forgetCoordinator(this.#groupId);
    if (code === ErrorCode.REBALANCE_IN_PROGRESS) {
      this.#isJoined = false;
      return true;
    }
    if (isRebalance(error) || code === ErrorCode.FENCED_INSTANCE_ID) {
      if (code !== ErrorCode.ILLEGAL_GENERATION) this.#memberId = "";
      this.#expel();
      return true;
    }
    if (isConnectionLoss(toPrismError(error))) this.#brokers.closeLane(this.#lane);
    else this.#events.onProblem(error);
    if (this.#isJoined && this.#nowMs() - this.#lastHeardMs > this.#settings.sessionTimeoutMs) this.#expel();
    return false;
  }

  #expel(): void {
    this.#isJoined = false;
    this.#events.onExpelled();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}

export interface OffsetCommit {
  readonly groupId: string;
  /** −1 for a group without members. */
  readonly generation: number;
  readonly memberId: string;
  readonly topic: string;
  readonly offsets: ReadonlyMap<number, number>;
}

export async function commitOffsets(brokers: Brokers, lane: Lane, commit: OffsetCommit): Promise<void> {
  const { groupId, generation, memberId, topic, offsets } = commit;
  const { nodeId, broker } = await brokers.coordinator(groupId, lane);
  try {
    await broker.offsetCommit({
      groupId,
      groupGenerationId: generation,
      memberId,
      topics: [
        { topic, partitions: [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset) })) },
      ],
    });
  } catch (error) {
    throw groupFailure(brokers, lane, nodeId, groupId, error);
  }
}

function groupFailure(brokers: Brokers, lane: Lane, nodeId: number, groupId: string, error: unknown): Error {
  const failure = toPrismError(error);
  brokers.forgetCoordinator(groupId);
  brokers.report(failure, lane, nodeId);
  return failure;
}

/** Where the group is in each of these partitions; −1 where it has been nowhere. */
export async function committedOffsets(
  brokers: Brokers,
  lane: Lane,
  groupId: string,
  topic: string,
  partitions: number,
): Promise<number[]> {
  const { nodeId, broker } = await brokers.coordinator(groupId, lane);
  try {
    const wanted = Array.from({ length: partitions }, (_, partition) => ({ partition }));
    const { responses } = await broker.offsetFetch({ groupId, topics: [{ topic, partitions: wanted }] });
    const offsets: number[] = new Array(partitions).fill(-1);
    for (const { partition, offset } of responses[0]?.partitions ?? []) offsets[partition] = Number(offset);
    return offsets;
  } catch (error) {
    throw groupFailure(brokers, lane, nodeId, groupId, error);
  }
}
