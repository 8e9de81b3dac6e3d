// append LEAVES FOLDER WRITERS: adds the entries of a file (C2SP tlog-tiles
// entry bundles, one after another) to a new log of Tessera's POSIX driver in
// FOLDER, WRITERS at once, and prints what a second took and how long an entry
// that was acknowledged waited for a signed checkpoint, as bench_log does of
// ours.
package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

const checkpointInterval = 100 * time.Millisecond // the shortest it takes

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: append LEAVES FOLDER WRITERS"))
	}
	leaves, err := readLeaves(os.Args[1])
	check(err)
	writers, err := strconv.Atoi(os.Args[3])
	check(err)
	ctx := context.Background()
	appender, shutdown, reader, err := open(ctx, os.Args[2], uint(writers))
	check(err)
	awaiter := tessera.NewPublicationAwaiter(
		ctx, reader.ReadCheckpoint, 10*time.Millisecond)

	var next, durable atomic.Int64
	take := func() []byte {
		if i := next.Add(1) - 1; i < int64(len(leaves)) {
			return leaves[i]
		}
		return nil
	}
	start := time.Now()
	var done sync.WaitGroup
	for range writers {
		done.Go(func() {
			for leaf := take(); leaf != nil; leaf = take() {
				_, err := appender.Add(ctx, tessera.NewEntry(leaf))()
				check(err)
				durable.Add(1)
			}
		})
	}
	// One more waits for the checkpoint of each of its entries.
	var waits []time.Duration
	done.Go(func() {
		for leaf := take(); leaf != nil; leaf = take() {
			future := appender.Add(ctx, tessera.NewEntry(leaf))
			_, err := future()
			check(err)
			acknowledged := time.Now()
			_, _, err = awaiter.Await(ctx, future)
			check(err)
			waits = append(waits, time.Since(acknowledged))
		}
	})
	done.Wait()
	took := time.Since(start)
	check(shutdown(ctx))
	slices.Sort(waits)
	fmt.Printf("tessera_entries %.1f entries/s durable\n",
		float64(durable.Load())/took.Seconds())
	fmt.Printf("tessera_checkpoint_samples %d 1\n", len(waits))
	fmt.Printf("tessera_checkpoint_p50 %.1f ms\n", percentile(waits, 0.50))
	fmt.Printf("tessera_checkpoint_p99 %.1f ms\n", percentile(waits, 0.99))
}

func open(ctx context.Context, folder string, writers uint) (
	*tessera.Appender, func(context.Context) error, tessera.LogReader, error) {
	secret, _, err := note.GenerateKey(rand.Reader, "bench.test/log")
	if err != nil {
		return nil, nil, nil, err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, nil, nil, err
	}
	driver, err := posix.New(ctx, posix.Config{Path: folder})
	if err != nil {
		return nil, nil, nil, err
	}
	return tessera.NewAppender(ctx, driver, tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		// All that wait at once make a batch; by default 256 would, or 250 ms.
		WithBatching(writers, 5*time.Millisecond).
		WithCheckpointInterval(checkpointInterval))
}

func readLeaves(path string) ([][]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var leaves [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s ends within an entry", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		leaves = append(leaves, data[2:end])
		data = data[end:]
	}
	if len(leaves) == 0 {
		return nil, fmt.Errorf("%s holds no entry", path)
	}
	return leaves, nil
}

func percentile(sorted []time.Duration, share float64) float64 {
	at := min(int(share*float64(len(sorted))), len(sorted)-1)
	return float64(sorted[at]) / float64(time.Millisecond)
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "append:", err)
	os.Exit(1)
}
