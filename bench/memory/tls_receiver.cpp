#include "memory/tls_receiver.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/child_process.hpp"

namespace telemetryflow::bench {
namespace {

// Where Debian and most others keep their roots; without it the certificate alone is trusted.
constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";

}  // namespace

TlsReceiver::TlsReceiver() {
    std::string pattern = std::filesystem::temp_directory_path() / "memory_bench.XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder " + pattern);
    folder_ = pattern;
    make_certificate();
    start();
}

TlsReceiver::~TlsReceiver() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void TlsReceiver::make_certificate() const {
    const ChildResult made =
        run_child({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                   "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                   folder_ + "/key.pem", "-out", folder_ + "/certificate.pem"});
    if (!made.ok()) throw std::runtime_error("openssl makes no certificate");
    std::ofstream roots(ca_file());
    roots << std::ifstream(folder_ + "/certificate.pem").rdbuf();
    if (std::ifstream system(kSystemRoots); system) roots << system.rdbuf();
    if (!roots.flush()) throw std::runtime_error("cannot write " + ca_file());
}

void TlsReceiver::start() {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(pipe[1], STDOUT_FILENO);
        ::execlp("python3", "python3", TELEMETRYFLOW_BENCH_TLS_RECEIVER, (folder_ + "/certificate.pem").c_str(),
                 (folder_ + "/key.pem").c_str(), nullptr);
        std::_Exit(1);
    }
    ::close(pipe[1]);
    std::FILE* output = process_ > 0 ? ::fdopen(pipe[0], "r") : nullptr;
    std::array<char, 16> line{};
    if (output != nullptr && std::fgets(line.data(), line.size(), output) != nullptr) port_ = std::atoi(line.data());
    output != nullptr ? std::fclose(output) : ::close(pipe[0]);
    if (port_ == 0) throw std::runtime_error("python3 starts no HTTPS server");
}

}  // namespace telemetryflow::bench
