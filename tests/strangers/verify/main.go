// Verifies a log of C2SP tlog-tiles with what Go has for transparency logs and
// nothing of Suyuan's: the signed checkpoint, each entry against the tiles, the
// tiles against the root, the consistency of each tree with the whole, and a
// receipt.
//
//	verify -log URL -key VKEY [-witness VKEY] [-proof FILE -leaf FILE]
//
// Prints "verified N entries" and exits with 0, or says what does not hold.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var (
	logURL  = flag.String("log", "", "prefix of the log")
	key     = flag.String("key", "", "the log's verifier key")
	witness = flag.String("witness", "", "a witness's verifier key: it must have cosigned")
	proof   = flag.String("proof", "", "a .tlog-proof to verify")
	leaf    = flag.String("leaf", "", "the file with its leaf")
)

const height = 8

func main() {
	flag.Parse()
	entries, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
	fmt.Printf("verified %d entries\n", entries)
}

func run() (int64, error) {
	verifiers, err := keys()
	if err != nil {
		return 0, err
	}
	tree, err := newest(verifiers)
	if err != nil {
		return 0, err
	}
	hashes := tlog.TileHashReader(tree, tiles{})
	if err := checkEntries(tree, hashes); err != nil {
		return 0, err
	}
	if err := checkHistory(tree, hashes); err != nil {
		return 0, err
	}
	if *proof != "" {
		if err := checkProof(verifiers); err != nil {
			return 0, fmt.Errorf("%s: %w", *proof, err)
		}
	}
	return tree.N, nil
}

func keys() ([]note.Verifier, error) {
	ours, err := note.NewVerifier(*key)
	if err != nil {
		return nil, err
	}
	out := []note.Verifier{ours}
	if *witness != "" {
		cosigner, err := newCosigner(*witness)
		if err != nil {
			return nil, err
		}
		out = append(out, cosigner)
	}
	return out, nil
}

// The checkpoint that every verifier has signed.
func newest(verifiers []note.Verifier) (tlog.Tree, error) {
	path := "checkpoint"
	if len(verifiers) > 1 {
		path = "checkpoint/witnessed"
	}
	text, err := get(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	return open(text, verifiers)
}

func open(text []byte, verifiers []note.Verifier) (tlog.Tree, error) {
	signed, err := note.Open(text, note.VerifierList(verifiers...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(signed.Sigs) != len(verifiers) {
		return tlog.Tree{}, fmt.Errorf("%d of %d keys have signed", len(signed.Sigs), len(verifiers))
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != verifiers[0].Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// Each entry has the hash that the authenticated tiles say, and a proof of it
// holds.
func checkEntries(tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += 1 << height {
		width := min(tree.N-first, 1<<height)
		bundle, err := get(bundlePath(first>>height, int(width)))
		if err != nil {
			return err
		}
		for i := first; i < first+width; i++ {
			if len(bundle) < 2 {
				return fmt.Errorf("entry %d is cut short", i)
			}
			size := int(binary.BigEndian.Uint16(bundle))
			if len(bundle) < 2+size {
				return fmt.Errorf("entry %d is cut short", i)
			}
			entry := bundle[2 : 2+size]
			bundle = bundle[2+size:]
			inclusion, err := tlog.ProveRecord(tree.N, i, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(inclusion, tree.N, tree.Hash, i, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %w", i, err)
			}
		}
		if len(bundle) != 0 {
			return fmt.Errorf("bundle %d holds more than it should", first>>height)
		}
	}
	return nil
}

// The whole continues each tree that it has been.
func checkHistory(tree tlog.Tree, hashes tlog.HashReader) error {
	for n := int64(1); n < tree.N; n += 1 + n/7 {
		root, err := tlog.TreeHash(n, hashes)
		if err != nil {
			return err
		}
		consistency, err := tlog.ProveTree(tree.N, n, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(consistency, tree.N, tree.Hash, n, root); err != nil {
			return fmt.Errorf("the tree of %d leaves: %w", n, err)
		}
	}
	return nil
}

// A receipt, by c2sp.org/tlog-proof.
func checkProof(verifiers []note.Verifier) error {
	text, err := os.ReadFile(*proof)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(*leaf)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	if !found {
		return errors.New("no checkpoint")
	}
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("no tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var inclusion tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		inclusion = append(inclusion, hash)
	}
	tree, err := open([]byte(checkpoint), verifiers)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(inclusion, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// The log's tiles, for a tlog.TileHashReader, which checks them.
type tiles struct{}

func (tiles) Height() int                     { return height }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (tiles) ReadTiles(wanted []tlog.Tile) (out [][]byte, err error) {
	for _, tile := range wanted {
		// Go's paths begin with the height, those of tlog-tiles do not.
		path := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		bytes, err := get(path)
		if err != nil {
			return nil, err
		}
		out = append(out, bytes)
	}
	return out, nil
}

func bundlePath(index int64, width int) string {
	tile := tlog.Tile{H: height, L: 0, N: index, W: width}
	return "tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", height))
}

var kept = map[string][]byte{}

func get(path string) ([]byte, error) {
	if bytes, found := kept[path]; found {
		return bytes, nil
	}
	answer, err := http.Get(strings.TrimSuffix(*logURL, "/") + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	bytes, err := io.ReadAll(answer.Body)
	if err == nil {
		kept[path] = bytes
	}
	return bytes, err
}

// A witness's key, by c2sp.org/tlog-cosignature: a note.Verifier of type 4.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	typed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	if len(typed) != 33 || typed[0] != 4 {
		return nil, errors.New("not a witness's key")
	}
	id := sha256.Sum256(append([]byte(name+"\n"), typed...))
	return &cosigner{name, binary.BigEndian.Uint32(id[:4]), typed[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}
