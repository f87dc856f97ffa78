/*
 * TLS for a client, by the machine's OpenSSL (3, or 1.1) at run time, so that nobody needs its headers. What comes and goes
 * passes through memory: a socket is read and written by one call for all that there is, as without TLS. Source of the
 * declarations: the manual pages ssl(7) and BIO_s_mem(3). The server's certificate is not looked at: it is its cost that is
 * measured, which is the same.
 */
#include <dlfcn.h>
#include <stddef.h>

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
typedef struct bio_st BIO;

typedef struct {
  SSL *ssl;
  BIO *in, *out;
} Tls;

static SSL_CTX *tls_context;
static SSL *(*ssl_new)(SSL_CTX *);
static void (*ssl_set_bio)(SSL *, BIO *, BIO *);
static int (*ssl_connect)(SSL *), (*ssl_read)(SSL *, void *, int), (*ssl_write)(SSL *, const void *, int);
static int (*bio_read)(BIO *, void *, int), (*bio_write)(BIO *, const void *, int);
static BIO *(*bio_new)(const void *);
static const void *(*bio_s_mem)(void);
static size_t (*bio_ctrl_pending)(BIO *);
static void (*ssl_get0_alpn_selected)(const SSL *, const unsigned char **, unsigned *);

static void *symbol_of(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (found == NULL) die(name);
  return found;
}

static void tls_begin(void) {
  void *library = dlopen("libssl.so.3", RTLD_NOW);
  if (library == NULL) library = dlopen("libssl.so.1.1", RTLD_NOW);
  if (library == NULL) die("TLS needs OpenSSL's libssl.so.3");
  const void *(*method)(void) = symbol_of(library, "TLS_client_method");
  SSL_CTX *(*context_new)(const void *) = symbol_of(library, "SSL_CTX_new");
  int (*set_alpn)(SSL_CTX *, const unsigned char *, unsigned) = symbol_of(library, "SSL_CTX_set_alpn_protos");
  ssl_new = symbol_of(library, "SSL_new");
  ssl_set_bio = symbol_of(library, "SSL_set_bio");
  ssl_connect = symbol_of(library, "SSL_connect");
  ssl_read = symbol_of(library, "SSL_read");
  ssl_write = symbol_of(library, "SSL_write");
  ssl_get0_alpn_selected = symbol_of(library, "SSL_get0_alpn_selected");
  bio_new = symbol_of(library, "BIO_new");
  bio_s_mem = symbol_of(library, "BIO_s_mem");
  bio_read = symbol_of(library, "BIO_read");
  bio_write = symbol_of(library, "BIO_write");
  bio_ctrl_pending = symbol_of(library, "BIO_ctrl_pending");
  tls_context = context_new(method());
  if (tls_context == NULL || set_alpn(tls_context, (const unsigned char *)"\x02h2", 3) != 0) die("TLS");
}

static void tls_open(Tls *tls) {
  tls->ssl = ssl_new(tls_context);
  tls->in = bio_new(bio_s_mem());
  tls->out = bio_new(bio_s_mem());
  if (tls->ssl == NULL || tls->in == NULL || tls->out == NULL) die("TLS");
  ssl_set_bio(tls->ssl, tls->in, tls->out);
}

/* What waits to be sent, into `bytes`; 0 when nothing does. */
static size_t tls_sealed(Tls *tls, void *bytes, size_t most) {
  int count = bio_ctrl_pending(tls->out) == 0 ? 0 : bio_read(tls->out, bytes, (int)most);
  return count < 0 ? 0 : (size_t)count;
}

static int tls_speaks_h2(Tls *tls) {
  const unsigned char *name;
  unsigned bytes;
  ssl_get0_alpn_selected(tls->ssl, &name, &bytes);
  return bytes == 2 && memcmp(name, "h2", 2) == 0;
}
