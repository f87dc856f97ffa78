import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { describe, it, type TestContext } from "node:test";
import { freeLoopbackPorts } from "../../src/stack/loopback.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { installOtelCollector } from "../support/foreign-tools.ts";
import { frame } from "../support/frames.ts";
import { encodeMessage } from "../support/protobuf.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const collector = await installOtelCollector();
const skip = collector.startsWith("needs ") && collector;

const NAMESPACES = `backends: { ram: { type: memory } }
namespaces: [{ name: cache, pattern: keyvalue, backend: ram }]
`;
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

/** The collector of OpenTelemetry, which prints what it has been sent. */
class RealCollector {
  text = "";
  private readonly child: ChildProcess;

  private constructor(t: TestContext, port: { readonly grpc: number; readonly http: number }) {
    const receiver = { grpc: { endpoint: `127.0.0.1:${port.grpc}` }, http: { endpoint: `127.0.0.1:${port.http}` } };
    const configuration = {
      receivers: { otlp: { protocols: receiver } },
      exporters: { debug: { verbosity: "detailed", use_internal_logger: false } },
      service: {
        telemetry: { metrics: { level: "none" } },
        pipelines: { traces: { receivers: ["otlp"], exporters: ["debug"] } },
      },
    };
    this.child = spawn(collector, ["--config", `yaml:${JSON.stringify(configuration)}`], { stdio: "pipe" });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.text += text;
      });
    }
    afterwards(t, () => {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill();
      return ended;
    });
  }

  static async start(t: TestContext, port: { readonly grpc: number; readonly http: number }): Promise<RealCollector> {
    const started = new RealCollector(t, port);
    await eventually("the collector is ready", () => started.text.includes("Everything is ready"));
    return started;
  }

  /** The spans by name, as blocks of text, once there are so many. */
  async spans(count: number): Promise<Map<string, string>> {
    const blocks = (): string[] => this.text.split(/^Span #\d+$/m).slice(1);
    await eventually(`the collector has ${count} spans`, () => blocks().length >= count);
    return new Map(blocks().map((block) => [/^ +Name +: (.*)$/m.exec(block)?.[1] ?? "", block]));
  }
}

describe("a collector of OpenTelemetry", { skip }, () => {
  for (const protocol of ["http/protobuf", "http/json", "grpc"] as const) {
    it(`takes and understands all spans of a request over ${protocol}`, async (t) => {
      const [grpc, http] = (await freeLoopbackPorts(2)) as [number, number];
      const port = { grpc, http };
      const received = await RealCollector.start(t, port);
      const flags = {
        workers: 1,
        "tracing.mode": "on",
        "tracing.protocol": protocol,
        "tracing.endpoint": `http://127.0.0.1:${protocol === "grpc" ? port.grpc : port.http}`,
        "tracing.exportInterval": "100ms",
        "tracing.compression": protocol === "http/json" ? "gzip" : "none",
      };
      const started = await StartedGateway.open(t, { yaml: NAMESPACES, flags });
      const client = await started.connect();
      const call = encodeMessage([1, "cache"], [2, "key"]);
      await client.call(frame(encodeMessage([1, 7], [4, `00-${TRACE}-${SPAN}-01`], [16, call])));
      const spans = await received.spans(4);
      const server = spans.get("prism.v1.KeyValueService/Get") ?? "";
      assert.match(server, new RegExp(`Trace ID +: ${TRACE}`));
      assert.match(server, new RegExp(`Parent ID +: ${SPAN}`));
      assert.match(server, /Kind +: Server/);
      assert.match(server, /-> rpc\.response\.status_code: Str\(OK\)/);
      assert.match(server, /-> prism\.request\.id: Int\(7\)/);
      const id = /^ +ID +: ([0-9a-f]{16})$/m.exec(server)?.[1] ?? "none";
      for (const name of ["prism.queue", "prism.admit", "get cache"]) {
        assert.match(spans.get(name) ?? "", new RegExp(`Parent ID +: ${id}`), name);
      }
      assert.match(received.text, /-> service\.name: Str\(prism\)/);
      assert.match(received.text, /InstrumentationScope prism/);
      await eventually("the gateway knows", () => started.gateway.tracing?.figures.exported === 4);
      assert.deepEqual(started.gateway.tracing?.figures.dropped, { rate: 0, queue: 0, refused: 0, shutdown: 0 });
    });
  }
});
