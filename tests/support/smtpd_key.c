/* Laid before OpenSMTPD (/etc/ld.so.preload of its own root), whose Debian package cannot do TLS:
   its processes sign with a key that another of them holds, in a way that OpenSSL 3 no longer
   takes (github.com/OpenSMTPD/OpenSMTPD/issues/1171). This gives the server's key to each context
   instead. All else is OpenSMTPD's own. */
#include <dlfcn.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

static EVP_PKEY* key;

__attribute__((constructor)) static void readKey(void) {
  FILE* file = fopen("/etc/servers/own.key", "r"); /* before the process is shut in */
  if (!file) return;
  key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
  fclose(file);
}

int SSL_CTX_use_PrivateKey(SSL_CTX* context, EVP_PKEY* other) {
  int (*real)(SSL_CTX*, EVP_PKEY*) = dlsym(RTLD_NEXT, "SSL_CTX_use_PrivateKey");
  return real(context, key ? key : other);
}
