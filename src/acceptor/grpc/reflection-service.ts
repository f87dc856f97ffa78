import { fileURLToPath } from "node:url";
import type { Server, ServerDuplexStream } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { protoPath as healthProto } from "grpc-health-check";

type Stream = ServerDuplexStream<unknown, unknown>;

/**
 * Adds server reflection, v1 and v1alpha, over Prism's proto files and the health service's: what `grpcurl` and its like
 * need to call a gateway without any file.
 */
export function addReflection(server: Server): void {
  const definitions = loadSync([...PROTO_FILES, healthProto], { includeDirs: [protoFolder] });
  new ReflectionService(definitions).addToServer({
    addService: (definition, methods) => {
      const { ServerReflectionInfo } = methods as { ServerReflectionInfo: (stream: Stream) => void };
      server.addService(definition, { ServerReflectionInfo: atPaceOfClient(ServerReflectionInfo) });
    },
  });
}

/** The package answers as fast as it is asked: without this, a client that asks and never reads would fill the memory. */
function atPaceOfClient(answer: (stream: Stream) => void): (stream: Stream) => void {
  return (stream) => {
    answer(stream);
    stream.on("data", () => {
      if (!stream.writableNeedDrain) return;
      stream.pause();
      stream.once("drain", () => stream.resume());
    });
  };
}

/** From dist/src/acceptor/grpc/, as installed and in a checkout. */
const protoFolder = fileURLToPath(new URL("../../../../proto/", import.meta.url));

const PROTO_FILES = ["prism/v1/frame.proto", "prism/v1/namespace.proto"];
