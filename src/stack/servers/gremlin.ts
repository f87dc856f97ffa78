import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findJava, JAVA_OPTIONS, JAVA_PACKAGE } from "../java.ts";
import { askServer, LOOPBACK } from "../loopback.ts";
import { classPath, fetchJars, type MavenProgram } from "../maven-jars.ts";
import type { Launch, Place, ServerKind } from "../server-kind.ts";

/** Apache TinkerPop's Gremlin Server with a TinkerGraph `graph`, which is in memory and is written out at an orderly end. */
export const gremlin: ServerKind = {
  name: "gremlin",
  title: "Gremlin Server",
  ports: [7482],
  packages: [JAVA_PACKAGE, "maven"],
  stopSignal: "SIGTERM",
  discardSignal: "SIGKILL",
  check() {
    findJava();
    classPath(program);
  },
  fetch: () => fetchJars(program),
  async prepare(place: Place): Promise<Launch> {
    const at = (name: string) => join(place.folder, name);
    writeFileSync(at("graph.properties"), GRAPH(at("graph.json")));
    // The source of traversals that drivers ask for by default.
    writeFileSync(at("sources.groovy"), "def globals = [:]\nglobals << [g: graph.traversal()]\n");
    // The server reads YAML, and JSON is some.
    writeFileSync(at("server.yaml"), `${JSON.stringify(configuration(place), null, 2)}\n`, { mode: 0o600 });
    const main = "org.apache.tinkerpop.gremlin.server.GremlinServer";
    return {
      file: findJava(),
      args: [...JAVA_OPTIONS, "-cp", classPath(program), main, at("server.yaml")],
      user: null,
    };
  },
  async isReady({ ports: [port = 0] }: Place): Promise<boolean> {
    const answer = await askServer(port, `GET / HTTP/1.1\r\nHost: ${LOOPBACK}\r\n\r\n`);
    return answer?.toString("latin1").startsWith("HTTP/1.1 ") ?? false;
  },
};

const program: MavenProgram = {
  name: "Gremlin Server",
  version: "3.8.1",
  artifacts: [
    "org.apache.tinkerpop:gremlin-server:3.8.1",
    "org.apache.tinkerpop:tinkergraph-gremlin:3.8.1",
    "org.slf4j:slf4j-simple:1.7.36",
  ],
};

const GRAPH = (file: string) => `gremlin.graph=org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph
gremlin.tinkergraph.graphLocation=${file.replaceAll("\\", "\\\\")}
gremlin.tinkergraph.graphFormat=graphson
`;

const PACKAGE = "org.apache.tinkerpop.gremlin";

/** Settings are JSON values where they are some, else texts. */
function configuration({ folder, ports: [port], settings }: Place): unknown {
  const given = Object.entries(settings).map(([name, value]) => [name, jsonOr(value)]);
  return {
    host: LOOPBACK,
    port,
    channelizer: `${PACKAGE}.server.channel.WsAndHttpChannelizer`,
    graphs: { graph: join(folder, "graph.properties") },
    // Drivers ask for GraphSON 3 or GraphBinary, and the server has no GraphSON 3 unless it is told.
    serializers: [
      {
        className: `${PACKAGE}.util.ser.GraphSONMessageSerializerV3`,
        config: { ioRegistries: [`${PACKAGE}.tinkergraph.structure.TinkerIoRegistryV3`] },
      },
      {
        className: `${PACKAGE}.util.ser.GraphBinaryMessageSerializerV1`,
        config: { ioRegistries: [`${PACKAGE}.tinkergraph.structure.TinkerIoRegistryV3`] },
      },
    ],
    scriptEngines: {
      "gremlin-lang": {},
      "gremlin-groovy": {
        plugins: {
          [`${PACKAGE}.server.jsr223.GremlinServerGremlinPlugin`]: {},
          [`${PACKAGE}.tinkergraph.jsr223.TinkerGraphGremlinPlugin`]: {},
          [`${PACKAGE}.jsr223.ScriptFileGremlinPlugin`]: { files: [join(folder, "sources.groovy")] },
        },
      },
    },
    ...Object.fromEntries(given),
  };
}

function jsonOr(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
