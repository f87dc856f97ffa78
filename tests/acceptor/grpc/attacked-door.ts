import assert from "node:assert/strict";
import type { TestContext } from "node:test";
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
  /** An attacker that is connected and has said nothing. */
  stranger(): Promise<Attacker>;
  /** … and one that has greeted. */
  attacker(): Promise<Attacker>;
  /** Fails when neighbours wait: one on the door, and one without TLS on another door of the thread. */
  isServed(): Promise<void>;
}

export async function openAttacked(
  t: TestContext,
  security: Security,
  choices: DoorChoices = {},
): Promise<AttackedDoor> {
  const plain = await openDoor(t, security === "plain" ? choices : {});
  const secure = security === "plain" ? null : await openDoor(t, { ...choices, ...secured(t) });
  const door = secure ?? plain;
  const ca = secure === null ? undefined : authority.cert;
  return {
    ...door,
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
  const stream = client.open("/grpc.health.v1.Health/Check");
  stream.end(framed(new Uint8Array(0)));
  assert.equal((await answerOf(stream)).status, 0);
  const tookMs = performance.now() - beganMs;
  assert.ok(tookMs < 3_000, `a neighbour waited for ${tookMs} ms`);
}

function secured(t: TestContext): Pick<DoorChoices, "tls" | "ca"> {
  return { tls: testTlsGuard(new TlsFolder(tempFolder(t)).write(certificate)), ca: authority.cert };
}

const openDoor = doorOver("lean");
const authority = new TestCa();
const certificate = authority.issueServer();
