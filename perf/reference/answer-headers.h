/*
 * As much of HPACK, RFC 7541, as tells whether an answer over gRPC is good: `:status` is 200 and `grpc-status` is 0. Other
 * fields are passed by. Of the dynamic table it is kept what an entry says of these two; what the table has dropped is
 * never referred to, so that nothing need be counted in bytes.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  /* What a field says. */
  IS_STATUS = 1, IS_GRPC_STATUS = 2, IS_GOOD = 4,
  STATIC_FIELDS = 61,
  /* 4,096 bytes of fields of 32 bytes at the least. */
  TABLE_FIELDS = 128,
  WRONG_HEADERS = -1,
};

typedef struct {
  uint8_t fields[TABLE_FIELDS];
  uint32_t inserted;
} HeaderTable;

typedef struct {
  const uint8_t *at, *end;
} Block;

/* With a prefix of so many bits, section 5.1; negative when it is wrong. */
static int64_t take_integer(Block *block, int bits) {
  if (block->at == block->end) return -1;
  int64_t most = (1 << bits) - 1, value = *block->at++ & most;
  if (value < most) return value;
  for (int shift = 0; shift <= 21 && block->at < block->end; shift += 7) {
    uint8_t byte = *block->at++;
    value += (int64_t)(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return -1;
}

/* Whether the string, section 5.2, is this one, as it is or in Huffman's code; negative when it is not whole. */
static int take_string(Block *block, const char *plain, const char *coded, size_t coded_bytes) {
  int is_coded = block->at < block->end && (*block->at & 0x80) != 0;
  int64_t bytes = take_integer(block, 7);
  if (bytes < 0 || bytes > block->end - block->at) return -1;
  const char *wanted = is_coded ? coded : plain;
  size_t wanted_bytes = is_coded ? coded_bytes : strlen(plain);
  int is_same = (size_t)bytes == wanted_bytes && memcmp(block->at, wanted, wanted_bytes) == 0;
  block->at += bytes;
  return is_same;
}

/* Negative when there is no such field. */
static int field_at(const HeaderTable *table, int64_t index) {
  /* `:status` is 8 to 14 of the static table, and 8 has the value 200. */
  if (index <= 0) return -1;
  if (index <= STATIC_FIELDS) return index == 8 ? IS_STATUS | IS_GOOD : index > 8 && index <= 14 ? IS_STATUS : 0;
  index -= STATIC_FIELDS;
  if (index > TABLE_FIELDS || index > table->inserted) return -1;
  return table->fields[(table->inserted - (uint32_t)index) % TABLE_FIELDS];
}

static int take_literal(HeaderTable *table, Block *block, int bits, int is_kept) {
  int64_t index = take_integer(block, bits);
  int name;
  if (index == 0) {
    int is_grpc = take_string(block, "grpc-status", "\x9a\xca\xc8\xb2\x12\x34\xda\x8f", 8);
    name = is_grpc < 0 ? -1 : is_grpc ? IS_GRPC_STATUS : 0;
  } else name = field_at(table, index);
  if (name < 0) return -1;
  name &= ~IS_GOOD;
  int is_good = name == IS_STATUS ? take_string(block, "200", "\x10\x01", 2) : take_string(block, "0", "\x07", 1);
  if (is_good < 0) return -1;
  int field = name | (name != 0 && is_good ? IS_GOOD : 0);
  if (is_kept) table->fields[table->inserted++ % TABLE_FIELDS] = (uint8_t)field;
  return field;
}

/* Reads a whole block; gives the fields of the two kinds that it has, IS_GOOD when all of these are. */
static int take_headers(HeaderTable *table, const uint8_t *bytes, size_t count) {
  Block block = {bytes, bytes + count};
  int seen = 0, is_good = IS_GOOD;
  while (block.at < block.end) {
    uint8_t first = *block.at;
    int field;
    if (first & 0x80) field = field_at(table, take_integer(&block, 7));
    else if (first & 0x40) field = take_literal(table, &block, 6, 1);
    else if (first & 0x20) field = take_integer(&block, 5) < 0 ? -1 : 0;
    else field = take_literal(table, &block, 4, 0);
    if (field < 0) return WRONG_HEADERS;
    if (field & (IS_STATUS | IS_GRPC_STATUS)) is_good &= field;
    seen |= field & (IS_STATUS | IS_GRPC_STATUS);
  }
  return seen | is_good;
}
