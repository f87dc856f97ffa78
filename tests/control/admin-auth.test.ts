import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../../src/common/clock.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { AdminAuth } from "../../src/control/admin-auth.ts";
import { type Authenticator, type Identity, openHouse, type Verdict } from "../../src/security/authenticator.ts";

const wrong = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "no");

function identity(name: string, teams: string[] = [], expiresAtMs = 0): Identity {
  return { principal: { id: 1, name, teams }, expiresAtMs };
}

const people: Readonly<Record<string, Verdict>> = {
  "Bearer ada": identity("user:ada"),
  "Bearer bob": identity("user:bob", ["team:platform"]),
  "Bearer eve": identity("user:eve", ["team:platform-x"]),
  "Bearer old": identity("user:ada", [], 1_000),
};

const keeper: Authenticator = {
  anonymous: null,
  generation: 0,
  authenticate: (authorization) => people[authorization] ?? Promise.resolve(wrong),
};

function createAuth(authenticator = keeper, admins = ["user:ada", "team:platform"]): AdminAuth {
  return new AdminAuth({ clock: { ...systemClock, wallMs: () => 1_000 }, authenticator, admins });
}

async function told(auth: AdminAuth, authorization?: string, known: Identity | null = null): Promise<string> {
  const verdict = await auth.admit(authorization, known);
  return verdict instanceof Failure ? verdict.reason : verdict.principal.name;
}

describe("the admin API's door", () => {
  it("lets administrators in, by name or team, and nobody else", async () => {
    const auth = createAuth();
    assert.equal(await told(auth, "Bearer ada"), "user:ada");
    assert.equal(await told(auth, "Bearer bob"), "user:bob");
    assert.equal(await told(auth, "Bearer eve"), "NOT_ADMIN");
    assert.equal(await told(auth, "Bearer nobody"), "CREDENTIALS_INVALID");
    assert.equal(await told(auth, "Bearer old"), "CREDENTIALS_EXPIRED");
    for (const nothing of [undefined, ""]) assert.equal(await told(auth, nothing), "CREDENTIALS_REQUIRED");
  });

  it("lets nobody in when no administrators are named", async () => {
    assert.equal(await told(createAuth(keeper, []), "Bearer ada"), "NOT_ADMIN");
  });

  it("takes what the door knows of a client that shows no credentials", async () => {
    const auth = createAuth();
    assert.equal(await told(auth, undefined, identity("user:ada")), "user:ada");
    assert.equal(await told(auth, "Bearer eve", identity("user:ada")), "NOT_ADMIN");
  });

  it("asks nobody on a gateway that asks nobody", async () => {
    assert.equal(await told(createAuth(openHouse)), "anonymous");
    assert.equal(await told(createAuth(openHouse), "Bearer eve"), "anonymous");
  });
});
