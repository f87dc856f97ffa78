"""A client of the gRPC door: grpcio, and code that protoc generated from our protos. Prints what it saw as JSON.

    python grpc_client.py PORT SCENARIO
"""

import itertools
import json
import sys
import threading
import time

import grpc
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from prism.v1 import keyvalue_pb2, keyvalue_pb2_grpc, large_value_pb2, stream_pb2, stream_pb2_grpc

NAMESPACE = "memory"


def put_get_scan(stub, _channel):
    for key in ("a", "b", "c"):
        stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key=key, value=key.encode() * 3))
    got = stub.Get(keyvalue_pb2.GetRequest(namespace=NAMESPACE, key="b"))
    request = keyvalue_pb2.ScanRequest(namespace=NAMESPACE, page_size=2)
    pages = [[item.key for item in page.items] for page in stub.ScanStream(request)]
    return {"value": got.value.decode(), "pages": pages}


def compressed(stub, _channel):
    value = b"squeeze " * 10_000
    stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key="k", value=value), compression=grpc.Compression.Gzip)
    stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key="d", value=value), compression=grpc.Compression.Deflate)
    gets = [stub.Get(keyvalue_pb2.GetRequest(namespace=NAMESPACE, key=key)).value for key in ("k", "d")]
    return {"same": gets == [value, value]}


def compressed_both_ways(stub, _channel):
    """Asks a gateway that compresses answers; gRPC's core inflates them before anybody sees them."""
    value = b"squeeze " * 10_000
    for key in ("k", "l"):
        stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key=key, value=value), compression=grpc.Compression.Gzip)
    stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key="m", value=b"little"))
    got, call = stub.Get.with_call(keyvalue_pb2.GetRequest(namespace=NAMESPACE, key="k"), compression=grpc.Compression.Gzip)
    pages = list(stub.ScanStream(keyvalue_pb2.ScanRequest(namespace=NAMESPACE, page_size=1)))
    items = [(item.key, item.value) for page in pages for item in page.items]
    return {
        "same": got.value == value and items == [("k", value), ("l", value), ("m", b"little")],
        "code": call.code().name,
    }


def error_details(stub, _channel):
    try:
        stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key="", value=b"v"))
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        status.details[0].Unpack(info)
        status.details[1].Unpack(bad)
        return {
            "code": error.code().name,
            "reason": info.reason,
            "domain": info.domain,
            "field": bad.field_violations[0].field,
            "same": status.message == error.details(),
        }


def fill(stub):
    value = b"v" * 100_000
    for i in range(200):
        stub.Put(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key=f"{i:04}", value=value))


def deadline(stub, _channel):
    fill(stub)
    try:
        for _ in stub.ScanStream(keyvalue_pb2.ScanRequest(namespace=NAMESPACE, page_size=1), timeout=0.2):
            threading.Event().wait(0.05)
    except grpc.RpcError as error:
        return {"code": error.code().name}


def cancel(stub, _channel):
    fill(stub)
    stream = stub.ScanStream(keyvalue_pb2.ScanRequest(namespace=NAMESPACE, page_size=1))
    next(stream)
    stream.cancel()
    try:
        for _ in stream:
            pass
    except grpc.RpcError as error:
        # The connection goes on.
        found = stub.Exists(keyvalue_pb2.ExistsRequest(namespace=NAMESPACE, key="0000")).exists
        return {"code": error.code().name, "found": found}


def health(_stub, channel):
    stub = health_pb2_grpc.HealthStub(channel)
    serving = health_pb2.HealthCheckResponse.ServingStatus.Name
    checked = stub.Check(health_pb2.HealthCheckRequest(service="prism.v1.KeyValueService"))
    seen = []
    try:
        for answer in stub.Watch(health_pb2.HealthCheckRequest(service="")):
            seen.append(serving(answer.status))
            # Whoever started this ends the gateway when it reads the line.
            print("watching", file=sys.stderr, flush=True)
    except grpc.RpcError as error:
        seen.append(error.code().name)
    return {"checked": serving(checked.status), "seen": seen}


def many(stub, _channel):
    futures = [
        stub.Put.future(keyvalue_pb2.PutRequest(namespace=NAMESPACE, key=f"{i}", value=str(i).encode()))
        for i in range(1_000)
    ]
    versions = {future.result().version for future in futures}
    gets = [stub.Get.future(keyvalue_pb2.GetRequest(namespace=NAMESPACE, key=f"{i}")) for i in range(1_000)]
    return {"versions": len(versions), "same": all(get.result().value == str(i).encode() for i, get in enumerate(gets))}


def large(stub, _channel):
    """Writes five mebibytes as a stream and reads them back; a stream that is cancelled leaves nothing."""
    value = bytes(range(256)) * 4 * 1024 * 5

    def parts(key):
        yield large_value_pb2.PutStreamRequest(namespace=NAMESPACE, key=key, size=len(value), if_version=0)
        for at in range(0, len(value), 300_000):
            yield large_value_pb2.PutStreamRequest(data=value[at : at + 300_000])

    written = stub.PutStream(parts("large"))
    stream = stub.GetStream(large_value_pb2.GetStreamRequest(namespace=NAMESPACE, key="large"))
    head = next(stream)
    same = b"".join(part.data for part in stream) == value

    def broken():
        yield from itertools.islice(parts("broken"), 12)
        future.cancel()

    future = stub.PutStream.future(broken())
    while not future.done():
        time.sleep(0.01)
    missing = next(stub.GetStream(large_value_pb2.GetStreamRequest(namespace=NAMESPACE, key="broken")))
    return {"size": written.size, "versions": head.version == written.version, "same": same, "broken": missing.found}


def subscribe(_stub, channel):
    """Works off a stream as a group: fails once with the third message, and acknowledges all others."""
    stub = stream_pb2_grpc.StreamServiceStub(channel)
    of = {"namespace": "events", "group": "python"}
    messages = [stream_pb2.Message(key=f"k{i}", value=str(i).encode()) for i in range(5)]
    stub.BatchPublish(stream_pb2.BatchPublishRequest(namespace="events", messages=messages))
    seen = []
    stream = stub.Subscribe(stream_pb2.SubscribeRequest(consumer="snake", **of))
    for answer in stream:
        for delivery in answer.deliveries:
            seen.append([delivery.value.decode(), delivery.attempt])
            leases = [delivery.lease]
            if seen[-1] == ["2", 1]:
                stub.Nack(stream_pb2.NackRequest(leases=leases, **of))
            else:
                assert not stub.Ack(stream_pb2.AckRequest(leases=leases, **of)).results[0].HasField("error")
        if len(seen) == 6:
            stream.cancel()
            break
    lag = stub.Lag(stream_pb2.LagRequest(**of))
    return {"seen": sorted(seen), "waiting": lag.waiting, "pending": lag.pending}


def main():
    port, scenario = sys.argv[1:]
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        print(json.dumps(globals()[scenario](keyvalue_pb2_grpc.KeyValueServiceStub(channel), channel)))


main()
