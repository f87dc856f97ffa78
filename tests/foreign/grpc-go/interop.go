package main

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/interop"
	testgrpc "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

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
