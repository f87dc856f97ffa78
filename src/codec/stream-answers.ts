import type { Failure } from "../common/failure.ts";
import { errorBytes, writeError } from "./error.ts";
import type { Header } from "./stream-requests.ts";
import { blobBytes, lenBytes, uintBytes, type WireWriter } from "./wire-writer.ts";

/**
 * The answer messages of the Stream pattern. Each comes as a pair, its size and its writing: the size is known before the
 * first byte is written, so that an answer goes straight into the ring. Texts are byte strings.
 */

/** A message as it comes out. */
interface Delivered {
  readonly position: string;
  readonly key: string;
  readonly value: Uint8Array | string;
  readonly headers: readonly Header[];
  readonly publishedMs: number;
  readonly attempt: number;
  readonly lease: string;
}

export function deliveryBytes(delivery: Delivered): number {
  let bytes =
    blobBytes(1, delivery.position.length) +
    blobBytes(2, delivery.key.length) +
    blobBytes(3, delivery.value.length) +
    uintBytes(5, delivery.publishedMs) +
    uintBytes(6, delivery.attempt) +
    blobBytes(7, delivery.lease.length);
  for (const header of delivery.headers) bytes += lenBytes(4, headerBytes(header));
  return bytes;
}

export function writeDelivery(delivery: Delivered, writer: WireWriter): void {
  writer.blob(1, delivery.position);
  writer.blob(2, delivery.key);
  writer.blob(3, delivery.value);
  for (const header of delivery.headers) {
    writer.open(4, headerBytes(header));
    writeHeader(header, writer);
  }
  writer.uint(5, delivery.publishedMs);
  writer.uint(6, delivery.attempt);
  writer.blob(7, delivery.lease);
}

export function headerBytes([name, value]: Header): number {
  return blobBytes(1, name.length) + blobBytes(2, value.length);
}

export function writeHeader([name, value]: Header, writer: WireWriter): void {
  writer.blob(1, name);
  writer.blob(2, value);
}

/** FetchResponse, and SubscribeResponse, which is the same. */
export interface FetchAnswer {
  readonly deliveries: readonly Delivered[];
  readonly nextPosition: string;
  readonly consumer: string;
}

export function fetchAnswerBytes({ deliveries, nextPosition, consumer }: FetchAnswer): number {
  let bytes = blobBytes(2, nextPosition.length) + blobBytes(3, consumer.length);
  for (const delivery of deliveries) bytes += lenBytes(1, deliveryBytes(delivery));
  return bytes;
}

export function writeFetchAnswer({ deliveries, nextPosition, consumer }: FetchAnswer, writer: WireWriter): void {
  for (const delivery of deliveries) {
    writer.open(1, deliveryBytes(delivery));
    writeDelivery(delivery, writer);
  }
  writer.blob(2, nextPosition);
  writer.blob(3, consumer);
}

/** PublishResponse; and PublishResult, where `failure` is not null. */
export interface PublishAnswer {
  readonly position: string;
  readonly isReplay: boolean;
  readonly failure: Failure | null;
}

export function publishAnswerBytes({ position, isReplay, failure }: PublishAnswer): number {
  if (failure !== null) return lenBytes(3, errorBytes(failure));
  return blobBytes(1, position.length) + uintBytes(2, Number(isReplay));
}

export function writePublishAnswer({ position, isReplay, failure }: PublishAnswer, writer: WireWriter): void {
  if (failure !== null) {
    writer.open(3, errorBytes(failure));
    writeError(failure, writer);
    return;
  }
  writer.blob(1, position);
  writer.bool(2, isReplay);
}

/** BatchPublishResponse. */
export function batchPublishAnswerBytes(results: readonly PublishAnswer[]): number {
  return results.reduce((sum, result) => sum + lenBytes(1, publishAnswerBytes(result)), 0);
}

export function writeBatchPublishAnswer(results: readonly PublishAnswer[], writer: WireWriter): void {
  for (const result of results) {
    writer.open(1, publishAnswerBytes(result));
    writePublishAnswer(result, writer);
  }
}

/** SettleResponse: of each lease why it could not be settled, or null. */
export function settleAnswerBytes(failures: readonly (Failure | null)[]): number {
  return failures.reduce((sum, failure) => sum + lenBytes(1, settleResultBytes(failure)), 0);
}

export function writeSettleAnswer(failures: readonly (Failure | null)[], writer: WireWriter): void {
  for (const failure of failures) {
    writer.open(1, settleResultBytes(failure));
    if (failure === null) continue;
    writer.open(1, errorBytes(failure));
    writeError(failure, writer);
  }
}

function settleResultBytes(failure: Failure | null): number {
  return failure === null ? 0 : lenBytes(1, errorBytes(failure));
}

/** LagResponse. */
export interface LagAnswer {
  readonly waiting: number;
  readonly pending: number;
  readonly partitions: readonly PartitionLag[];
}

interface PartitionLag {
  readonly partition: number;
  readonly position: string;
  readonly end: string;
  readonly waiting: number;
}

export function lagAnswerBytes({ waiting, pending, partitions }: LagAnswer): number {
  const ofPartitions = partitions.reduce((sum, partition) => sum + lenBytes(3, partitionBytes(partition)), 0);
  return uintBytes(1, waiting) + uintBytes(2, pending) + ofPartitions;
}

export function writeLagAnswer({ waiting, pending, partitions }: LagAnswer, writer: WireWriter): void {
  writer.uint(1, waiting);
  writer.uint(2, pending);
  for (const partition of partitions) {
    writer.open(3, partitionBytes(partition));
    writer.uint(1, partition.partition);
    writer.blob(2, partition.position);
    writer.blob(3, partition.end);
    writer.uint(4, partition.waiting);
  }
}

function partitionBytes({ partition, position, end, waiting }: PartitionLag): number {
  return uintBytes(1, partition) + blobBytes(2, position.length) + blobBytes(3, end.length) + uintBytes(4, waiting);
}

interface Dead {
  readonly id: string;
  readonly group: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedMs: number;
  readonly message: Delivered;
}

/** ListDeadLettersResponse. */
export interface DeadLettersAnswer {
  readonly deadLetters: readonly Dead[];
  readonly nextPageToken: string;
}

export function deadLettersAnswerBytes({ deadLetters, nextPageToken }: DeadLettersAnswer): number {
  const ofLetters = deadLetters.reduce((sum, letter) => sum + lenBytes(1, deadLetterBytes(letter)), 0);
  return ofLetters + blobBytes(2, nextPageToken.length);
}

export function writeDeadLettersAnswer({ deadLetters, nextPageToken }: DeadLettersAnswer, writer: WireWriter): void {
  for (const letter of deadLetters) {
    writer.open(1, deadLetterBytes(letter));
    writer.blob(1, letter.id);
    writer.blob(2, letter.group);
    writer.blob(3, letter.reason);
    writer.uint(4, letter.attempts);
    writer.uint(5, letter.diedMs);
    writer.open(6, deliveryBytes(letter.message));
    writeDelivery(letter.message, writer);
  }
  writer.blob(2, nextPageToken);
}

function deadLetterBytes({ id, group, reason, attempts, diedMs, message }: Dead): number {
  return (
    blobBytes(1, id.length) +
    blobBytes(2, group.length) +
    blobBytes(3, reason.length) +
    uintBytes(4, attempts) +
    uintBytes(5, diedMs) +
    lenBytes(6, deliveryBytes(message))
  );
}

interface NamedGroup {
  readonly name: string;
  readonly consumers: number;
}

/** ListGroupsResponse. */
export function groupsAnswerBytes(groups: readonly NamedGroup[]): number {
  return groups.reduce((sum, group) => sum + lenBytes(1, groupBytes(group)), 0);
}

export function writeGroupsAnswer(groups: readonly NamedGroup[], writer: WireWriter): void {
  for (const group of groups) {
    writer.open(1, groupBytes(group));
    writer.blob(1, group.name);
    writer.uint(2, group.consumers);
  }
}

function groupBytes({ name, consumers }: NamedGroup): number {
  return blobBytes(1, name.length) + uintBytes(2, consumers);
}

/** Field 1 alone, a number: Replay- and RemoveDeadLettersResponse, CreditResponse, DropGroupResponse (1 or 0). */
export function countAnswerBytes(count: number): number {
  return uintBytes(1, count);
}

export function writeCountAnswer(count: number, writer: WireWriter): void {
  writer.uint(1, count);
}
