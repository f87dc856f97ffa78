/*
 * The calls of a run, as they stand in a file; integers of 32 bits in this machine's order. First the headers of a connection's
 * first call and those of all later ones:
 *
 *   script := bytes │ header block │ bytes │ header block │ call │ call │ …
 *   call   := message bytes │ beginning bytes │ messages │ least bytes │ most bytes │ message │ beginning
 *
 * The message has gRPC's prefix. An answer to it has so many messages, which have so many bytes together, their prefixes not
 * counted, and the first of them begins so.
 */
enum { MAX_FRAME_BYTES = 16384 };

typedef struct {
  uint32_t message_bytes, beginning_bytes, messages, least_bytes, most_bytes;
  const uint8_t *message, *beginning;
} Step;

static const uint8_t *blocks[2]; /* of the first call and the later ones */
static uint32_t block_bytes[2];
static Step *steps;
static uint32_t step_count;

static const uint8_t *take_words(const uint8_t *at, const uint8_t *end, uint32_t *words, size_t count) {
  if ((size_t)(end - at) < 4 * count) die("the script is not whole");
  memcpy(words, at, 4 * count);
  return at + 4 * count;
}

static void read_script(const char *path) {
  size_t bytes;
  const uint8_t *at = read_file(path, &bytes), *end = at + bytes;
  errno = 0;
  for (int i = 0; i < 2; i++) {
    blocks[i] = take_words(at, end, &block_bytes[i], 1);
    at = blocks[i] + block_bytes[i];
  }
  steps = calloc(bytes / 20 + 1, sizeof *steps);
  if (steps == NULL) die("memory");
  while (at < end) {
    Step *step = &steps[step_count++];
    step->message = take_words(at, end, &step->message_bytes, 5);
    step->beginning = step->message + step->message_bytes;
    at = step->beginning + step->beginning_bytes;
    if (at > end || step->message_bytes > MAX_FRAME_BYTES) die("the script is not whole");
  }
  if (step_count == 0) die("the script has no calls");
}
