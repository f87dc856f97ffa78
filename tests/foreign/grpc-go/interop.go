package main

import (
	"context"
	"io"
	"slices"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/interop"
	testgrpc "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
)

// Arrivals has of each message of the connection whether it came compressed, in order.
type Arrivals struct {
	mutex      sync.Mutex
	compressed []bool
	encodings  []string
}

var arrivals = &Arrivals{}

func (*Arrivals) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context { return ctx }

func (*Arrivals) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

func (*Arrivals) HandleConn(context.Context, stats.ConnStats) {}

func (seen *Arrivals) HandleRPC(_ context.Context, event stats.RPCStats) {
	seen.mutex.Lock()
	defer seen.mutex.Unlock()
	switch event := event.(type) {
	case *stats.InHeader:
		seen.encodings = append(seen.encodings, event.Compression)
	case *stats.InPayload:
		seen.compressed = append(seen.compressed, event.CompressedLength != event.Length)
	}
}

// take returns what came since the last time: of each message whether it was compressed, and of each call how.
func (seen *Arrivals) take() ([]bool, []string) {
	seen.mutex.Lock()
	defer seen.mutex.Unlock()
	compressed, encodings := seen.compressed, seen.encodings
	seen.compressed, seen.encodings = nil, nil
	return compressed, encodings
}

var inGzip = grpc.UseCompressor(gzip.Name)

func largeUnaryInGzip(ctx context.Context, connection *grpc.ClientConn) Seen {
	interop.DoLargeUnaryCall(ctx, testgrpc.NewTestServiceClient(connection), inGzip)
	return Seen{"passed": true}
}

func clientStreamingInGzip(ctx context.Context, connection *grpc.ClientConn) Seen {
	interop.DoClientStreaming(ctx, testgrpc.NewTestServiceClient(connection), inGzip)
	return Seen{"passed": true}
}

func serverStreamingInGzip(ctx context.Context, connection *grpc.ClientConn) Seen {
	interop.DoServerStreaming(ctx, testgrpc.NewTestServiceClient(connection), inGzip)
	return Seen{"passed": true}
}

func pingPongInGzip(ctx context.Context, connection *grpc.ClientConn) Seen {
	interop.DoPingPong(ctx, testgrpc.NewTestServiceClient(connection), inGzip)
	return Seen{"passed": true}
}

// clientCompressedUnary is the case of this name in gRPC's interop-test-descriptions.md.
func clientCompressedUnary(ctx context.Context, connection *grpc.ClientConn) Seen {
	client := testgrpc.NewTestServiceClient(connection)
	ask := func(expected bool, options ...grpc.CallOption) (int, error) {
		answer, err := client.UnaryCall(ctx, &testgrpc.SimpleRequest{
			ExpectCompressed: &testgrpc.BoolValue{Value: expected},
			ResponseSize:     314159,
			Payload:          interop.ClientNewPayload(testgrpc.PayloadType_COMPRESSABLE, 271828),
		}, options...)
		return len(answer.GetPayload().GetBody()), err
	}
	_, probe := ask(true)
	compressed, err := ask(true, inGzip)
	must(err)
	plain, err := ask(false)
	must(err)
	return Seen{"passed": status.Code(probe) == codes.InvalidArgument && compressed == 314159 && plain == 314159}
}

// clientCompressedStreaming is the case of this name but for one thing: grpc-go compresses all messages of a call or none.
func clientCompressedStreaming(ctx context.Context, connection *grpc.ClientConn) Seen {
	client := testgrpc.NewTestServiceClient(connection)
	ask := func(options ...grpc.CallOption) (int, error) {
		stream, err := client.StreamingInputCall(ctx, options...)
		must(err)
		for _, size := range []int{27182, 45904} {
			// A server that refuses the first is heard at the end.
			_ = stream.Send(&testgrpc.StreamingInputCallRequest{
				ExpectCompressed: &testgrpc.BoolValue{Value: true},
				Payload:          interop.ClientNewPayload(testgrpc.PayloadType_COMPRESSABLE, size),
			})
		}
		answer, err := stream.CloseAndRecv()
		return int(answer.GetAggregatedPayloadSize()), err
	}
	_, probe := ask()
	sum, err := ask(inGzip)
	must(err)
	return Seen{"passed": status.Code(probe) == codes.InvalidArgument && sum == 73086}
}

// serverCompressedUnary is the case of this name in gRPC's interop-test-descriptions.md.
func serverCompressedUnary(ctx context.Context, connection *grpc.ClientConn) Seen {
	client := testgrpc.NewTestServiceClient(connection)
	passed := true
	for _, wanted := range []bool{true, false} {
		answer, err := client.UnaryCall(ctx, &testgrpc.SimpleRequest{
			ResponseCompressed: &testgrpc.BoolValue{Value: wanted},
			ResponseSize:       314159,
			Payload:            interop.ClientNewPayload(testgrpc.PayloadType_COMPRESSABLE, 271828),
		})
		must(err)
		compressed, _ := arrivals.take()
		passed = passed && len(answer.GetPayload().GetBody()) == 314159 && slices.Equal(compressed, []bool{wanted})
	}
	return Seen{"passed": passed}
}

// serverCompressedStreaming is the case of this name.
func serverCompressedStreaming(ctx context.Context, connection *grpc.ClientConn) Seen {
	stream, err := testgrpc.NewTestServiceClient(connection).StreamingOutputCall(ctx, &testgrpc.StreamingOutputCallRequest{
		ResponseParameters: []*testgrpc.ResponseParameters{
			{Size: 31415, Compressed: &testgrpc.BoolValue{Value: true}},
			{Size: 92653, Compressed: &testgrpc.BoolValue{Value: false}},
		},
	})
	must(err)
	sizes := []int{}
	for {
		answer, err := stream.Recv()
		if err == io.EOF {
			break
		}
		must(err)
		sizes = append(sizes, len(answer.GetPayload().GetBody()))
	}
	compressed, _ := arrivals.take()
	return Seen{"passed": slices.Equal(sizes, []int{31415, 92653}) && slices.Equal(compressed, []bool{true, false})}
}
