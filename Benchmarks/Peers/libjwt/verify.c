/* Verifies a token with libjwt as often as standard input says, and prints the nanoseconds. */

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jwt.h>
#include <openssl/evp.h>

static void fail(const char *message)
{
    fprintf(stderr, "%s\n", message);
    exit(1);
}

/* Returns a file's content without white space at its end, followed by a zero. */
static char *read_text(const char *folder, const char *name)
{
    static const size_t limit = 64 * 1024;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    char *text = malloc(limit + 1);
    if (file == NULL || text == NULL) fail("A file of the case cannot be read.");
    size_t length = fread(text, 1, limit, file);
    fclose(file);
    while (length > 0 && strchr(" \r\n", text[length - 1]) != NULL) length--;
    text[length] = 0;
    return text;
}

/* Decodes base64 in place and returns the number of bytes. */
static int decode_secret(char *text)
{
    size_t length = strlen(text);
    unsigned char *decoded = malloc(length);
    int count = decoded == NULL ? -1 : EVP_DecodeBlock(decoded, (unsigned char *)text, (int)length);
    if (count < 0) fail("The secret is not base64.");
    for (size_t end = length; end > 0 && text[end - 1] == '='; end--) count--;
    memcpy(text, decoded, (size_t)count);
    free(decoded);
    return count;
}

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The library prepares no key: it makes its HMAC key, or reads the PEM text, in every verification. It checks neither which
   algorithm the token names nor when the token ends; both is left to its caller. */
static void verify(const char *token, jwt_alg_t algorithm, const char *key, int length)
{
    jwt_t *jwt = NULL;
    if (jwt_decode(&jwt, token, (const unsigned char *)key, length) != 0) fail("The token is refused.");
    if (jwt_get_alg(jwt) != algorithm) fail("The token is signed with another algorithm.");
    if (jwt_get_grant_int(jwt, "exp") <= time(NULL)) fail("The token has expired.");
    const char *device = jwt_get_grant(jwt, "did");
    const char *payload = jwt_get_grant(jwt, "pay");
    if (device == NULL || *device == 0 || payload == NULL || *payload == 0) fail("A claim is missing.");
    jwt_free(jwt);
}

int main(int count, char **arguments)
{
    if (count != 2) fail("usage: verify FOLDER");
    const char *folder = arguments[1];
    const char *token = read_text(folder, "token");
    jwt_alg_t algorithm = jwt_str_alg(read_text(folder, "algorithm"));
    char *key = read_text(folder, "key");
    int length = algorithm == JWT_ALG_HS256 ? decode_secret(key) : (int)strlen(key);

    char line[32];
    while (fgets(line, sizeof line, stdin) != NULL) {
        long rounds = strtol(line, NULL, 10);
        int64_t start = nanoseconds();
        for (long round = 0; round < rounds; round++) verify(token, algorithm, key, length);
        printf("%" PRId64 "\n", nanoseconds() - start);
        fflush(stdout);
    }
    return 0;
}
