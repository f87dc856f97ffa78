import { MemberAssignment } from "./kafkajs-parts.ts";

/**
 * Deals a topic's partitions to the members of a group, one after the other: as even as can be, and the same for the same
 * members, so that a partition changes hands only when members come or go.
 */
export function assignPartitions(
  topic: string,
  partitions: number,
  memberIds: readonly string[],
): { memberId: string; memberAssignment: Buffer }[] {
  const sorted = [...memberIds].sort();
  return sorted.map((memberId, place) => {
    const own: number[] = [];
    for (let partition = place; partition < partitions; partition += sorted.length) own.push(partition);
    return { memberId, memberAssignment: MemberAssignment.encode({ version: 0, assignment: { [topic]: own } }) };
  });
}
