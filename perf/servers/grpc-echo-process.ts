import { Server, ServerCredentials } from "@grpc/grpc-js";

/**
 * The least that a gRPC server with @grpc/grpc-js can do: answers each call with the same bytes, whatever it asks. Says
 * its port to the parent and ends with it.
 */
const answer = Buffer.from(process.argv[2] ?? "", "base64");
const asIs = (bytes: Buffer): Buffer => bytes;
const server = new Server();
server.addService(
  {
    Get: {
      path: "/prism.v1.KeyValueService/Get",
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  },
  { Get: (_call: unknown, callback: (error: null, answer: Buffer) => void) => callback(null, answer) },
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.send?.({ port });
});
process.on("disconnect", () => process.exit(0));
