// Gets by grpc-go in a closed loop, as the client in C makes them.
//
//	grpc-go SCRIPT PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS
//
// SCRIPT is that of perf/reference/call-script.h, without its headers. Each connection has DEPTH goroutines that wait for
// their calls. Messages are bytes: what a codec would take is left out. Every answer must begin as the script says.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

type call struct{ message, begins []byte }

// asIs is a codec that leaves bytes as they are.
type asIs struct{}

func (asIs) Marshal(v any) ([]byte, error) { return *v.(*[]byte), nil }
func (asIs) Unmarshal(data []byte, v any) error {
	*v.(*[]byte) = append([]byte(nil), data...)
	return nil
}
func (asIs) Name() string { return "proto" }

var answers atomic.Int64

func main() {
	numbers := make([]int, 5)
	for i := range numbers {
		number, err := strconv.Atoi(os.Args[i+2])
		must(err)
		numbers[i] = number
	}
	port, connections, depth := numbers[0], numbers[1], numbers[2]
	calls := readScript(os.Args[1])
	for i := range connections {
		connection, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", port), grpc.WithTransportCredentials(insecure.NewCredentials()))
		must(err)
		for j := range depth {
			go loop(connection, calls, (i*depth+j)*7)
		}
	}
	time.Sleep(time.Duration(numbers[3]) * time.Millisecond)
	fmt.Println("measuring")
	began, used, before := time.Now(), cpuSeconds(), answers.Load()
	time.Sleep(time.Duration(numbers[4]) * time.Millisecond)
	seconds, cpu, count := time.Since(began).Seconds(), cpuSeconds()-used, answers.Load()-before
	fmt.Println("measured")
	fmt.Printf("{\"answers\":%d,\"seconds\":%.6f,\"cpuSeconds\":%.6f}\n", count, seconds, cpu)
}

func loop(connection *grpc.ClientConn, calls []call, from int) {
	for i := from; ; i++ {
		wanted := &calls[i%len(calls)]
		var answer []byte
		must(connection.Invoke(context.Background(), "/prism.v1.KeyValueService/Get", &wanted.message, &answer, grpc.ForceCodec(asIs{})))
		if !bytes.HasPrefix(answer, wanted.begins) {
			must(fmt.Errorf("an answer is not the one expected"))
		}
		answers.Add(1)
	}
}

func readScript(path string) []call {
	script, err := os.ReadFile(path)
	must(err)
	word := func(at int) int { return int(binary.NativeEndian.Uint32(script[at:])) }
	at := 0
	for range 2 {
		at += 4 + word(at)
	}
	var calls []call
	for at < len(script) {
		message := at + 20
		begins := message + word(at)
		end := begins + word(at+4)
		calls = append(calls, call{script[message+5 : begins], script[begins:end]})
		at = end
	}
	return calls
}

func cpuSeconds() float64 {
	var used syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "grpc-go:", err)
		os.Exit(1)
	}
}
