import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Code } from "../../../src/common/codes.ts";
import { grpcTransports } from "../../support/grpc-transports.ts";
import { DecodedMessage, encodeMessage, type Field } from "../../support/protobuf.ts";
import { answerOf, framed } from "../../support/raw-grpc.ts";
import { doorOver } from "./door-bench.ts";

type Opener = ReturnType<typeof doorOver>;

const HOST: Field = [1, "here"];

/** Asks on one stream, and then says that it is all. */
async function ask(openDoor: Opener, t: TestContext, questions: readonly Field[], version = "v1") {
  const { client } = await openDoor(t, { settings: { reflection: true } });
  const stream = client.open(`/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`);
  const requests = questions.map((question) => encodeMessage(HOST, question));
  for (const request of requests) stream.write(framed(request));
  stream.end();
  const { status, messages } = await answerOf(stream);
  assert.deepEqual([status, messages.length], [0, questions.length]);
  return messages.map((message, i) => {
    const answer = new DecodedMessage(message);
    assert.equal(answer.text(1), "here");
    assert.ok(answer.bytes(2).equals(requests[i] as Buffer), "the question is repeated");
    return answer;
  });
}

/** The names of the files in an answer. */
function filesOf(answer: DecodedMessage): string[] {
  return answer.messages(4).flatMap((files) => files.messages(1).map((file) => file.text(1)));
}

function errorOf(answer: DecodedMessage): [number, string] {
  const [error] = answer.messages(7);
  return [error?.number(1) ?? -1, error?.text(2) ?? ""];
}

for (const transport of grpcTransports) {
  const openDoor = doorOver(transport);
  describe(`reflection, over ${transport}`, () => {
    for (const version of ["v1", "v1alpha"]) {
      it(`lists the services, ${version}`, async (t) => {
        const [answer] = await ask(openDoor, t, [[7, "*"]], version);
        const services =
          answer
            ?.messages(6)[0]
            ?.messages(1)
            .map((service) => service.text(1)) ?? [];
        for (const name of ["grpc.health.v1.Health", "prism.v1.KeyValueService", "prism.v1.StreamService"])
          assert.ok(services.includes(name), name);
      });
    }

    it("gives the file of a symbol, of whatever kind, with all files that it needs", async (t) => {
      const symbols = [
        "prism.v1.KeyValueService",
        "prism.v1.KeyValueService.Get",
        "prism.v1.GetRequest",
        "prism.v1.GetRequest.key",
        "grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING",
        "google.rpc.RetryInfo",
      ];
      const answers = await ask(
        openDoor,
        t,
        symbols.map((symbol) => [4, symbol]),
      );
      const health = "grpc/health/v1/health.proto";
      assert.deepEqual(answers.map(filesOf), [
        ...Array.from({ length: 4 }, () => ["prism/v1.proto"]),
        [health],
        ["google/rpc/error_details.proto", "google/protobuf/duration.proto"],
      ]);
    });

    it("gives a file by its name", async (t) => {
      const [answer] = await ask(openDoor, t, [[3, "google/rpc/error_details.proto"]]);
      assert.deepEqual(answer && filesOf(answer), ["google/rpc/error_details.proto", "google/protobuf/duration.proto"]);
    });

    it("knows that its messages have no extensions", async (t) => {
      const [answer] = await ask(openDoor, t, [[6, "prism.v1.GetRequest"]]);
      const [numbers] = answer?.messages(5) ?? [];
      assert.deepEqual([numbers?.text(1), numbers?.has(2)], ["prism.v1.GetRequest", false]);
    });

    it("says what it does not find, and goes on", async (t) => {
      const extension = encodeMessage([1, "prism.v1.GetRequest"], [2, 1000]);
      const answers = await ask(openDoor, t, [
        [3, "no.proto"],
        [4, "prism.v1.Nobody"],
        [5, extension],
        [6, "prism.v1.Nobody"],
        [99, "what is this"],
      ]);
      assert.deepEqual(
        answers.map((answer) => errorOf(answer)[0]),
        [Code.NOT_FOUND, Code.NOT_FOUND, Code.NOT_FOUND, Code.NOT_FOUND, Code.UNIMPLEMENTED],
      );
      assert.match(errorOf(answers[1] as DecodedMessage)[1], /prism\.v1\.Nobody/);
    });

    it("refuses what is no question", async (t) => {
      const { client } = await openDoor(t, { settings: { reflection: true } });
      const stream = client.open("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
      stream.end(framed(Buffer.from([0x0a, 0xff])));
      assert.equal((await answerOf(stream)).status, Code.INVALID_ARGUMENT);
    });

    it("is not there when it is switched off", async (t) => {
      const { client } = await openDoor(t);
      const stream = client.open("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
      stream.end();
      assert.equal((await answerOf(stream)).status, Code.UNIMPLEMENTED);
    });
  });
}
