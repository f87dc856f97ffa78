// A client of grpc-go for the gRPC door: knows no proto file of Prism, all that it calls it has from reflection; and the
// cases of gRPC's interop suite that grpc-go's own client does not offer, those with compression.
//
//	grpcgo PORT SCENARIO [CA_FILE]
//
// Prints what it saw as one line of JSON; what goes wrong is said on stderr, and the exit status is 1.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// Seen is what a scenario found, for the test to compare.
type Seen map[string]any

var scenarios = map[string]func(context.Context, *grpc.ClientConn) Seen{
	"put_get_scan":                putGetScan,
	"many":                        many,
	"error_details":               errorDetails,
	"deadline":                    deadline,
	"cancel":                      cancelled,
	"health":                      health,
	"gzip":                        gzipOfPrism,
	"gzip_both_ways":              gzipBothWays,
	"client_compressed_unary":     clientCompressedUnary,
	"client_compressed_streaming": clientCompressedStreaming,
	"server_compressed_unary":     serverCompressedUnary,
	"server_compressed_streaming": serverCompressedStreaming,
	"large_unary":                 largeUnaryInGzip,
	"client_streaming":            clientStreamingInGzip,
	"server_streaming":            serverStreamingInGzip,
	"ping_pong":                   pingPongInGzip,
}

func main() {
	credential := insecure.NewCredentials()
	if len(os.Args) > 3 {
		var err error
		credential, err = credentials.NewClientTLSFromFile(os.Args[3], "localhost")
		must(err)
	}
	connection, err := grpc.NewClient("127.0.0.1:"+os.Args[1], grpc.WithTransportCredentials(credential), grpc.WithStatsHandler(arrivals))
	must(err)
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	seen, err := json.Marshal(scenarios[os.Args[2]](ctx, connection))
	must(err)
	fmt.Println(string(seen))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
