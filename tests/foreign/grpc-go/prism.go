package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/encoding/gzip"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

const namespace = "memory"

// KeyValue calls prism.v1.KeyValueService as reflection describes it.
type KeyValue struct {
	connection *grpc.ClientConn
	service    protoreflect.ServiceDescriptor
}

func reflected(ctx context.Context, connection *grpc.ClientConn) *KeyValue {
	const name = "prism.v1.KeyValueService"
	stream, err := reflectionpb.NewServerReflectionClient(connection).ServerReflectionInfo(ctx)
	must(err)
	files := map[string]*descriptorpb.FileDescriptorProto{}
	ask := func(request *reflectionpb.ServerReflectionRequest) {
		must(stream.Send(request))
		answer, err := stream.Recv()
		must(err)
		for _, encoded := range answer.GetFileDescriptorResponse().GetFileDescriptorProto() {
			file := &descriptorpb.FileDescriptorProto{}
			must(proto.Unmarshal(encoded, file))
			files[file.GetName()] = file
		}
	}
	ask(&reflectionpb.ServerReflectionRequest{
		MessageRequest: &reflectionpb.ServerReflectionRequest_FileContainingSymbol{FileContainingSymbol: name},
	})
	for missing := missingOf(files); len(missing) > 0; missing = missingOf(files) {
		ask(&reflectionpb.ServerReflectionRequest{
			MessageRequest: &reflectionpb.ServerReflectionRequest_FileByFilename{FileByFilename: missing[0]},
		})
	}
	must(stream.CloseSend())
	if _, err = stream.Recv(); err != io.EOF {
		must(fmt.Errorf("reflection did not end, but: %v", err))
	}
	set := &descriptorpb.FileDescriptorSet{}
	for _, file := range files {
		set.File = append(set.File, file)
	}
	known, err := protodesc.NewFiles(set)
	must(err)
	return &KeyValue{connection, serviceOf(known, name)}
}

func missingOf(files map[string]*descriptorpb.FileDescriptorProto) []string {
	missing := []string{}
	for _, file := range files {
		for _, dependency := range file.GetDependency() {
			if files[dependency] == nil {
				missing = append(missing, dependency)
			}
		}
	}
	return missing
}

func serviceOf(files *protoregistry.Files, name protoreflect.FullName) protoreflect.ServiceDescriptor {
	found, err := files.FindDescriptorByName(name)
	must(err)
	return found.(protoreflect.ServiceDescriptor)
}

func (kv *KeyValue) method(name string) protoreflect.MethodDescriptor {
	return kv.service.Methods().ByName(protoreflect.Name(name))
}

func path(method protoreflect.MethodDescriptor) string {
	return "/prism.v1.KeyValueService/" + string(method.Name())
}

// request sets fields by name; those of text and bytes, of numbers.
func request(method protoreflect.MethodDescriptor, fields map[string]any) *dynamicpb.Message {
	message := dynamicpb.NewMessage(method.Input())
	for name, value := range fields {
		message.Set(method.Input().Fields().ByName(protoreflect.Name(name)), protoreflect.ValueOf(value))
	}
	return message
}

func field(message protoreflect.Message, name string) protoreflect.Value {
	return message.Get(message.Descriptor().Fields().ByName(protoreflect.Name(name)))
}

func (kv *KeyValue) call(ctx context.Context, name string, fields map[string]any, options ...grpc.CallOption) (protoreflect.Message, error) {
	method := kv.method(name)
	answer := dynamicpb.NewMessage(method.Output())
	err := kv.connection.Invoke(ctx, path(method), request(method, fields), answer, options...)
	return answer, err
}

func (kv *KeyValue) put(ctx context.Context, key string, value []byte, options ...grpc.CallOption) {
	_, err := kv.call(ctx, "Put", map[string]any{"namespace": namespace, "key": key, "value": value}, options...)
	must(err)
}

func (kv *KeyValue) get(ctx context.Context, key string, options ...grpc.CallOption) []byte {
	answer, err := kv.call(ctx, "Get", map[string]any{"namespace": namespace, "key": key}, options...)
	must(err)
	return field(answer, "value").Bytes()
}

func (kv *KeyValue) scan(ctx context.Context, fields map[string]any) grpc.ClientStream {
	method := kv.method("ScanStream")
	stream, err := kv.connection.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, path(method))
	must(err)
	must(stream.SendMsg(request(method, fields)))
	must(stream.CloseSend())
	return stream
}

func (kv *KeyValue) page(stream grpc.ClientStream) ([]string, error) {
	answer := dynamicpb.NewMessage(kv.method("ScanStream").Output())
	if err := stream.RecvMsg(answer); err != nil {
		return nil, err
	}
	keys := []string{}
	items := field(answer, "items").List()
	for index := range items.Len() {
		keys = append(keys, field(items.Get(index).Message(), "key").String())
	}
	return keys, nil
}

func putGetScan(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv := reflected(ctx, connection)
	for _, key := range []string{"a", "b", "c"} {
		kv.put(ctx, key, []byte(strings.Repeat(key, 3)))
	}
	pages := [][]string{}
	stream := kv.scan(ctx, map[string]any{"namespace": namespace, "page_size": uint32(2)})
	for {
		keys, err := kv.page(stream)
		if err == io.EOF {
			break
		}
		must(err)
		pages = append(pages, keys)
	}
	return Seen{"value": string(kv.get(ctx, "b")), "pages": pages}
}

// many has a thousand calls under way, more than the server takes at one time.
func many(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv := reflected(ctx, connection)
	var all sync.WaitGroup
	for index := range 1000 {
		all.Go(func() { kv.put(ctx, fmt.Sprint(index), []byte(fmt.Sprint("value ", index))) })
	}
	all.Wait()
	same := true
	for index := range 1000 {
		same = same && string(kv.get(ctx, fmt.Sprint(index))) == fmt.Sprint("value ", index)
	}
	return Seen{"same": same}
}

func errorDetails(ctx context.Context, connection *grpc.ClientConn) Seen {
	_, err := reflected(ctx, connection).call(ctx, "Get", map[string]any{"namespace": namespace})
	seen := Seen{"code": status.Code(err).String()}
	for _, detail := range status.Convert(err).Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			seen["reason"], seen["domain"] = detail.GetReason(), detail.GetDomain()
		case *errdetails.BadRequest:
			seen["field"] = detail.GetFieldViolations()[0].GetField()
		}
	}
	return seen
}

// filled has more in it than a client's window takes, so that a stream of it does not end by itself.
func filled(ctx context.Context, connection *grpc.ClientConn) (*KeyValue, map[string]any) {
	kv := reflected(ctx, connection)
	for index := range 64 {
		kv.put(ctx, fmt.Sprintf("%02d", index), bytes.Repeat([]byte{'v'}, 64*1024))
	}
	return kv, map[string]any{"namespace": namespace, "page_size": uint32(1)}
}

func deadline(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv, everything := filled(ctx, connection)
	short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	stream := kv.scan(short, everything)
	_, err := kv.page(stream)
	must(err)
	<-short.Done()
	for err == nil {
		_, err = kv.page(stream)
	}
	return Seen{"code": status.Code(err).String(), "found": len(kv.get(ctx, "00")) == 64*1024}
}

func cancelled(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv, everything := filled(ctx, connection)
	short, cancel := context.WithCancel(ctx)
	stream := kv.scan(short, everything)
	_, err := kv.page(stream)
	must(err)
	cancel()
	for err == nil {
		_, err = kv.page(stream)
	}
	return Seen{"code": status.Code(err).String(), "found": len(kv.get(ctx, "00")) == 64*1024}
}

func health(ctx context.Context, connection *grpc.ClientConn) Seen {
	client := healthpb.NewHealthClient(connection)
	answer, err := client.Check(ctx, &healthpb.HealthCheckRequest{})
	must(err)
	watch, err := client.Watch(ctx, &healthpb.HealthCheckRequest{Service: "prism.v1.KeyValueService"})
	must(err)
	watched, err := watch.Recv()
	must(err)
	_, err = client.Check(ctx, &healthpb.HealthCheckRequest{Service: "nobody"})
	return Seen{
		"checked": answer.GetStatus().String(), "watched": watched.GetStatus().String(), "unknown": status.Code(err).String(),
	}
}

func gzipOfPrism(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv := reflected(ctx, connection)
	value := bytes.Repeat([]byte("squeeze "), 10_000)
	kv.put(ctx, "k", value, grpc.UseCompressor(gzip.Name))
	return Seen{"same": bytes.Equal(kv.get(ctx, "k", grpc.UseCompressor(gzip.Name)), value)}
}

// gzipBothWays asks a gateway that compresses answers from some KiB on: by one answer and by a stream of them.
func gzipBothWays(ctx context.Context, connection *grpc.ClientConn) Seen {
	kv := reflected(ctx, connection)
	value := bytes.Repeat([]byte("squeeze "), 10_000)
	kv.put(ctx, "k", value, grpc.UseCompressor(gzip.Name))
	kv.put(ctx, "l", []byte("little"), grpc.UseCompressor(gzip.Name))
	arrivals.take()
	same := bytes.Equal(kv.get(ctx, "k"), value)
	got, gotEncodings := arrivals.take()
	same = same && string(kv.get(ctx, "l")) == "little"
	little, littleEncodings := arrivals.take()
	stream := kv.scan(ctx, map[string]any{"namespace": namespace, "page_size": uint32(1)})
	keys := []string{}
	for {
		page, err := kv.page(stream)
		if err == io.EOF {
			break
		}
		must(err)
		keys = append(keys, page...)
	}
	scanned, _ := arrivals.take()
	return Seen{
		"same": same, "got": got, "gotEncodings": gotEncodings, "little": little, "littleEncodings": littleEncodings,
		"keys": keys, "scanned": scanned,
	}
}
