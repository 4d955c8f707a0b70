#include "support/test_pki.hpp"

#include <cstdlib>
#include <stdexcept>

namespace telemetryflow::test {

TestPki::TestPki() {
    dir_.write("empty.cnf", "[req]\ndistinguished_name=dn\n[dn]\n");
    make_ca("ca");
    make_ca("other-ca");
    sign("localhost", "DNS:localhost,IP:127.0.0.1");
    sign("elsewhere", "DNS:other.test");
    sign("expired", "DNS:localhost,IP:127.0.0.1", "-days -1");
    sign_for_later("not-yet-valid", "DNS:localhost,IP:127.0.0.1");
    sign("client", "DNS:client.test");
    sign("expired-client", "DNS:client.test", "-days -1");
    sign("foreign-client", "DNS:client.test", "-days 2", "other-ca");
    run("req -x509 -config empty.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost -keyout self-signed.key -out self-signed.pem");
    run("pkey -in client.key -aes256 -passout pass:not-ours -out client-encrypted.key");
}

void TestPki::run(const std::string& arguments) const {
    const auto command = "cd " + dir_.file("") + " && openssl " + arguments + " >openssl.log 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl failed: " + arguments);
}

void TestPki::make_ca(const std::string& name) const {
    run("req -x509 -config empty.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name +
        " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign -keyout " + name + ".key -out " +
        name + ".pem");
}

void TestPki::request(const std::string& name, const std::string& alt_names) const {
    dir_.write(name + ".ext", "subjectAltName=" + alt_names + "\n");
    run("req -config empty.cnf -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name +
        " -keyout " + name + ".key -out " + name + ".csr");
}

void TestPki::sign(const std::string& name, const std::string& alt_names, const std::string& validity,
                   const std::string& authority) const {
    request(name, alt_names);
    run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority + ".key -CAcreateserial " +
        validity + " -extfile " + name + ".ext -out " + name + ".pem");
}

void TestPki::sign_for_later(const std::string& name, const std::string& alt_names) const {
    request(name, alt_names);
    dir_.write("index.txt", "");
    dir_.write("later.cnf",
               "[ca]\ndefault_ca=later\n[later]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\n"
               "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n");
    run("ca -batch -config later.cnf -cert ca.pem -keyfile ca.key -startdate 20990101000000Z -enddate "
        "20990201000000Z -extfile " +
        name + ".ext -in " + name + ".csr -out " + name + ".pem");
}

}  // namespace telemetryflow::test
