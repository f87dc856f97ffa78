import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { Door } from "../../../src/security/caller.ts";
import type { TlsGuard } from "../../../src/security/tls/tls-guard.ts";
import { Attacker } from "../../support/http2/attacker.ts";
import { answerOf, framed, type RawGrpc } from "../../support/raw-grpc.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { testTlsGuard } from "../../support/test-tls-guard.ts";
import { TlsFolder } from "../../support/tls-folder.ts";
import { type DoorBench, type DoorChoices, doorOver } from "./door-bench.ts";

/** How the attackers come: what holds of one way holds of the other. */
export const securities = ["plain", "TLS"] as const;
export type Security = (typeof securities)[number];

/** A door over the lean transport that is attacked, and that has neighbours to serve. */
export interface AttackedDoor extends DoorBench {
  /** Handshakes that failed, by the reason. */
  failures(): Record<string, number>;
  /** An attacker that is connected and has said nothing. */
  stranger(): Promise<Attacker>;
  /** … and one that has greeted. */
  attacker(): Promise<Attacker>;
  /** Fails when neighbours wait: one on the door, and one without TLS on another door of the thread. */
  isServed(): Promise<void>;
}

export interface AttackedDoorChoices extends DoorChoices {
  readonly handshakeTimeoutMs?: number;
}

export async function openAttacked(
  t: TestContext,
  security: Security,
  choices: AttackedDoorChoices = {},
): Promise<AttackedDoor> {
  const plain = await openDoor(t, security === "plain" ? choices : {});
  const tls = security === "plain" ? null : guardOf(t, choices.handshakeTimeoutMs);
  const ca = tls === null ? undefined : authority.cert;
  const secure = tls === null ? null : await openDoor(t, { ...choices, tls, ca: authority.cert });
  const door = secure ?? plain;
  return {
    ...door,
    failures: () => Object.fromEntries(tls?.handshakes.get(Door.GRPC)?.failures ?? []),
    stranger: () => Attacker.connect(t, door.port, ca),
    attacker: () => Attacker.open(t, door.port, ca),
    isServed: async () => {
      await isAnswered(door.client);
      if (secure !== null) await isAnswered(plain.client);
    },
  };
}

/** A call of a neighbour on a connection of its own, which the door answers without a worker. */
async function isAnswered(client: RawGrpc): Promise<void> {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  const stream = client.open("/grpc.health.v1.Health/Check");
  stream.end(framed(new Uint8Array(0)));
  assert.equal((await answerOf(stream)).status, 0);
  const tookMs = performance.now() - beganMs;
  const { user, system } = process.cpuUsage(before);
  const workedMs = (user + system) / 1_000;
  // The door works in this process: what others do on the machine makes a neighbour wait, and this no longer.
  assert.ok(workedMs < 3_000, `a neighbour waited for ${workedMs} ms of work`);
  assert.ok(tookMs < 20_000, `a neighbour waited for ${tookMs} ms`);
}

function guardOf(t: TestContext, handshakeTimeoutMs?: number): TlsGuard {
  return testTlsGuard(new TlsFolder(tempFolder(t)).write(certificate), handshakeTimeoutMs);
}

const openDoor = doorOver("lean");
const authority = new TestCa();
const certificate = authority.issueServer();
