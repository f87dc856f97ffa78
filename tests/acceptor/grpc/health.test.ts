import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ServiceDefinition } from "@grpc/grpc-js";
import { service } from "grpc-health-check";
import { eventually } from "../../support/eventually.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { grpcPlaces } from "../../support/grpc-transports.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const {
  Check: check,
  Watch: watch,
  List: list,
} = service as unknown as Record<"Check" | "Watch" | "List", ServiceDefinition[string]>;

type Status = { status: string };

function checkOf({ client }: GrpcClient, name: string): Promise<string | number | undefined> {
  return new Promise((resolve) => {
    const request = { service: name };
    client.makeUnaryRequest(check.path, check.requestSerialize, check.responseDeserialize, request, (error, answer) =>
      resolve(error === null ? (answer as Status).status : error.code),
    );
  });
}

/** The status of each service, by name. */
function listOf({ client }: GrpcClient): Promise<Record<string, Status>> {
  return new Promise((resolve, reject) =>
    client.makeUnaryRequest(list.path, list.requestSerialize, list.responseDeserialize, {}, (error, answer) =>
      error === null ? resolve((answer as { statuses: Record<string, Status> }).statuses) : reject(error),
    ),
  );
}

/** Watches; what was heard so far, the code of the end last. */
function watchOf({ client }: GrpcClient, name: string): (string | number)[] {
  const heard: (string | number)[] = [];
  const stream = client.makeServerStreamRequest(watch.path, watch.requestSerialize, watch.responseDeserialize, {
    service: name,
  });
  stream.on("data", ({ status }: Status) => heard.push(status));
  stream.on("error", ({ code }: { code: number } & Error) => heard.push(code));
  return heard;
}

for (const { name, flags } of grpcPlaces) {
  describe(`gRPC health, ${name}`, () => {
    it("tells of the gateway and of each of its services", async (t) => {
      const started = await StartedGateway.open(t, { flags: { workers: 1, ...flags } });
      const client = GrpcClient.to(t, started.grpcPort);
      for (const name of ["", "prism.v1.KeyValueService", "prism.v1.NamespaceService"])
        assert.equal(await checkOf(client, name), "SERVING", name);
      assert.equal(await checkOf(client, "prism.v1.Unheard"), 5);
      const statuses = await listOf(client);
      assert.deepEqual(
        [statuses[""], statuses["prism.v1.KeyValueService"]?.status],
        [{ status: "SERVING" }, "SERVING"],
      );
    });

    it("tells whoever watches a service that is not there so, and goes on watching", async (t) => {
      const started = await StartedGateway.open(t, { flags: { workers: 1, ...flags } });
      const client = GrpcClient.to(t, started.grpcPort);
      const heard = watchOf(client, "prism.v1.Unheard");
      await eventually("the watch has begun", () => heard.length > 0);
      assert.equal(await checkOf(client, ""), "SERVING");
      assert.deepEqual(heard, ["SERVICE_UNKNOWN"]);
    });

    it("tells whoever watches when a worker is gone, and when it is back", async (t) => {
      const started = await StartedGateway.open(t, { flags: { workers: 1, ...flags } });
      const client = GrpcClient.to(t, started.grpcPort);
      const heard = watchOf(client, "");
      await eventually("the watch has begun", () => heard.length > 0);
      await started.gateway.supervisor.kill(0);
      await eventually("the worker is back", () => heard.length >= 3);
      assert.deepEqual(heard, ["SERVING", "NOT_SERVING", "SERVING"]);
    });

    it("lets whoever watches go at a shutdown, which does not wait for them", async (t) => {
      const patient = { workers: 1, ...flags, "limits.drainTimeout": "60s" };
      const started = await StartedGateway.open(t, { flags: patient });
      const client = GrpcClient.to(t, started.grpcPort);
      const heard = watchOf(client, "prism.v1.KeyValueService");
      await eventually("the watch has begun", () => heard.length > 0);
      const before = performance.now();
      await started.close();
      assert.ok(performance.now() - before < 30_000, "the shutdown waited for the watch");
      await eventually("the watch has ended", () => heard.length === 3);
      assert.deepEqual(heard, ["SERVING", "NOT_SERVING", 14]);
    });
  });
}
