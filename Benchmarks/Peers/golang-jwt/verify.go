// Verifies a token with golang-jwt as often as standard input says, and prints the nanoseconds.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt"
)

// Claims are what a backend reads of an Approov token.
type Claims struct {
	jwt.RegisteredClaims
	Address string `json:"ip"`
	Device  string `json:"did"`
	Payload string `json:"pay"`
}

// Valid refuses a token without expiry, which the library would let pass, and one that is over.
func (claims *Claims) Valid() error {
	if claims.ExpiresAt == nil {
		return fmt.Errorf("the token has no expiry")
	}
	return claims.RegisteredClaims.Valid()
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: verify FOLDER")
	}
	folder := os.Args[1]
	algorithm := read(folder, "algorithm")
	token := read(folder, "token")
	key, err := prepare(algorithm, read(folder, "key"))
	if err != nil {
		log.Fatal("The key cannot be read.")
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{algorithm}))
	keys := func(*jwt.Token) (interface{}, error) { return key, nil }

	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		count, err := strconv.Atoi(lines.Text())
		if err != nil {
			log.Fatal("A line is not a number.")
		}
		start := time.Now()
		for i := 0; i < count; i++ {
			claims := Claims{}
			if _, err := parser.ParseWithClaims(token, &claims, keys); err != nil {
				log.Fatal("The token is refused: ", err)
			}
			if claims.Payload == "" || claims.Device == "" {
				log.Fatal("A claim is missing.")
			}
		}
		fmt.Println(time.Since(start).Nanoseconds())
	}
}

// prepare reads a key once. Of a secret there is nothing to prepare: the library makes its HMAC key in every verification.
func prepare(algorithm, key string) (interface{}, error) {
	switch algorithm {
	case "HS256":
		return base64.StdEncoding.DecodeString(key)
	case "RS256":
		return jwt.ParseRSAPublicKeyFromPEM([]byte(key))
	default:
		return jwt.ParseECPublicKeyFromPEM([]byte(key))
	}
}

func read(folder, name string) string {
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(string(content))
}
