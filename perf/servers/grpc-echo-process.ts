import { Server, ServerCredentials, type ServerWritableStream } from "@grpc/grpc-js";

/**
 * The least that a gRPC server with @grpc/grpc-js can do: answers each call with the same bytes, whatever it asks, which its
 * parent sends it. Says its port to the parent and ends with it.
 */
process.once("message", ({ answer, pages }: { answer: string; pages: readonly string[] }) => {
  const bytes = Buffer.from(answer, "base64");
  const messages = pages.map((page) => Buffer.from(page, "base64"));
  const server = new Server();
  server.addService(
    {
      Get: { path: "/prism.v1.KeyValueService/Get", requestStream: false, responseStream: false, ...bytesAsTheyAre },
      ScanStream: {
        path: "/prism.v1.KeyValueService/ScanStream",
        requestStream: false,
        responseStream: true,
        ...bytesAsTheyAre,
      },
    },
    {
      Get: (_call: unknown, callback: (error: null, answer: Buffer) => void) => callback(null, bytes),
      ScanStream: (call: ServerWritableStream<Buffer, Buffer>) => writeAll(call, messages, 0),
    },
  );
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.send?.({ port });
  });
});
process.on("disconnect", () => process.exit(0));

/** As fast as the client takes them. */
function writeAll(call: ServerWritableStream<Buffer, Buffer>, messages: readonly Buffer[], from: number): void {
  for (let i = from; i < messages.length; i++) {
    if (call.write(messages[i] as Buffer)) continue;
    call.once("drain", () => writeAll(call, messages, i + 1));
    return;
  }
  call.end();
}

const asIs = (bytes: Buffer): Buffer => bytes;
const bytesAsTheyAre = {
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};
