#pragma once

// Included by one source of each test program that runs a gRPC server.

#if defined(__SANITIZE_ADDRESS__)
// gRPC's executor sometimes ends a thread without what OpenSSL keeps for it: 904 bytes whose stack shows no more than
// this function. The same client over HTTP, in programs without a gRPC server, is watched in full.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:CRYPTO_zalloc\n";
}
#endif
