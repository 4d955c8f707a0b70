#pragma once

// Certificates made by the openssl command for one test: a CA and what it signed, and what it did not.

#include <string>

#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class TestPki {
public:
    TestPki();

    [[nodiscard]] std::string ca() const { return dir_.file("ca.pem"); }
    /// A CA that signed nothing else.
    [[nodiscard]] std::string other_ca() const { return dir_.file("other-ca.pem"); }
    /// PEM files: "localhost" (also 127.0.0.1), "elsewhere" (other.test), "expired" and "not-yet-valid" (localhost),
    /// "client", "foreign-client" (signed by the other CA), "expired-client", and "self-signed" (localhost).
    [[nodiscard]] std::string cert(const std::string& name) const { return dir_.file(name + ".pem"); }
    [[nodiscard]] std::string key(const std::string& name) const { return dir_.file(name + ".key"); }
    /// The client's key, encrypted with a passphrase.
    [[nodiscard]] std::string encrypted_client_key() const { return dir_.file("client-encrypted.key"); }

private:
    void run(const std::string& arguments) const;
    void request(const std::string& name, const std::string& alt_names) const;
    void make_ca(const std::string& name) const;
    void sign(const std::string& name, const std::string& alt_names, const std::string& validity = "-days 2",
              const std::string& authority = "ca") const;
    void sign_for_later(const std::string& name, const std::string& alt_names) const;

    TempDir dir_;
};

}  // namespace telemetryflow::test
