import type { Server, ServerDuplexStream } from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import { descriptors } from "../../codec/generated/descriptors.ts";
import { encodeFileDescriptor } from "../../codec/json/file-descriptor.ts";
import { standardFiles } from "./standard-descriptors.ts";

type Stream = ServerDuplexStream<unknown, unknown>;

/**
 * Adds server reflection, v1 and v1alpha, over Prism's messages and the health service's: what `grpcurl` and its like need
 * to call a gateway without any file. The descriptors are our own: those that @grpc/proto-loader makes of proto files name
 * the entries of maps in a way that Go refuses.
 */
export function addReflection(server: Server): void {
  const fileDescriptorProtos = [
    encodeFileDescriptor(descriptors, { name: "prism/v1.proto", package: "prism.v1", dependencies: [] }),
    ...standardFiles.map((file) => encodeFileDescriptor(file.table, file)),
  ];
  // All that it reads of a package.
  const definitions = { files: { fileDescriptorProtos } } as unknown as Definitions;
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

type Definitions = ConstructorParameters<typeof ReflectionService>[0];
