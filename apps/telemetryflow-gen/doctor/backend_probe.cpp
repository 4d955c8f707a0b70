#include "doctor/backend_probe.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <memory>
#include <string_view>

#include <poll.h>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::gen {

namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr long kPatienceMs = 5'000;
constexpr std::chrono::seconds kListening{2};
constexpr const char* kGrpcPath = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
// A gRPC message of no bytes: not compressed, and its length.
constexpr std::string_view kEmptyGrpcMessage{"\0\0\0\0\0", 5};

struct Free {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class HeaderList {
public:
    void add(const std::string& line) { list_.reset(curl_slist_append(list_.release(), line.c_str())); }
    [[nodiscard]] curl_slist* get() const { return list_.get(); }

private:
    std::unique_ptr<curl_slist, Free> list_;
};

// One request or connection.
class Attempt {
public:
    explicit Attempt(const std::string& url) : easy_(curl_easy_init()) {
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_TIMEOUT_MS, kPatienceMs);
        set(CURLOPT_ERRORBUFFER, reason_.data());
        set(CURLOPT_WRITEFUNCTION, &Attempt::ignore);
        set(CURLOPT_HEADERFUNCTION, &Attempt::read_header);
        set(CURLOPT_HEADERDATA, this);
    }

    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(easy_.get(), option, value);
    }

    void set_tls(const TelemetryConfig& config, BackendProbe::Verification verification) {
        const bool verify = verification == BackendProbe::Verification::Full;
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
        set(CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
        if (!config.tls_ca_file.empty()) {
            set(CURLOPT_CAINFO, config.tls_ca_file.c_str());
            set(CURLOPT_CAPATH, nullptr);
        }
        if (config.tls_client_cert_file.empty()) return;
        set(CURLOPT_SSLCERT, config.tls_client_cert_file.c_str());
        set(CURLOPT_SSLKEY, config.tls_client_key_file.c_str());
        // Without a passphrase of ours, OpenSSL would ask for one on the terminal.
        set(CURLOPT_KEYPASSWD, "");
    }

    ProbeAnswer perform() {
        const auto before = system_clock::now();
        answer_.code = curl_easy_perform(easy_.get());
        curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &answer_.http_status);
        if (answer_.code != CURLE_OK) {
            answer_.error = reason_[0] != '\0' ? reason_.data() : curl_easy_strerror(answer_.code);
        }
        if (date_ >= 0) {
            const auto middle = before + (system_clock::now() - before) / 2;
            answer_.server_ahead = std::chrono::round<std::chrono::seconds>(system_clock::from_time_t(date_) - middle);
        }
        return answer_;
    }

    /// After a connection was made: what comes while nothing is said. Silence is the answer of who waits to be asked.
    ProbeAnswer listen() {
        const auto deadline = steady_clock::now() + kListening;
        curl_socket_t socket = CURL_SOCKET_BAD;
        curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
        for (;;) {
            char byte = 0;
            std::size_t received = 0;
            const CURLcode code = curl_easy_recv(easy_.get(), &byte, 1, &received);
            // What is readable without being for us are the server's session tickets.
            if (code == CURLE_AGAIN) {
                const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
                pollfd waiting{socket, POLLIN, 0};
                if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return answer_;
            } else if (code != CURLE_OK || received == 0) {
                answer_.code = code == CURLE_OK ? CURLE_GOT_NOTHING : code;
                answer_.error = reason_[0] != '\0' ? reason_.data() : "the connection is ended";
                return answer_;
            }
        }
    }

private:
    static std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

    static std::size_t read_header(char* data, std::size_t size, std::size_t count, void* self) {
        static_cast<Attempt*>(self)->read_line({data, size * count});
        return size * count;
    }

    // gRPC's trailers come this way too.
    void read_line(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return;
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const std::size_t begin = std::min(line.find_first_not_of(' ', colon + 1), line.size());
        const std::string value(line.substr(begin, line.find_last_not_of("\r\n") + 1 - begin));
        if (name == "date") date_ = curl_getdate(value.c_str(), nullptr);
        if (name == "grpc-message") answer_.grpc_message = value;
        int status = 0;
        if (name == "grpc-status" &&
            std::from_chars(value.data(), value.data() + value.size(), status).ec == std::errc()) {
            answer_.grpc_status = status;
        }
    }

    std::unique_ptr<CURL, Free> easy_;
    std::array<char, CURL_ERROR_SIZE> reason_{};
    ProbeAnswer answer_;
    std::time_t date_ = -1;
};

// The certificate is checked for the name of the URL, and the connection goes where the endpoint says.
HeaderList connect_to(const std::string& address) {
    HeaderList list;
    list.add("::" + address);
    return list;
}

std::string without_scheme(const std::string& url) {
    const std::size_t colon = url.find("://");
    return colon == std::string::npos ? url : url.substr(colon + 3);
}

}  // namespace

BackendProbe::BackendProbe(const TelemetryConfig& config)
    : config_(config), address_(without_scheme(config.get_endpoint_url())), verified_address_(address_) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (!config.tls_server_name.empty()) {
        verified_address_ = config.tls_server_name + address_.substr(address_.rfind(':'));
    }
}

ProbeAnswer BackendProbe::connect() const {
    Attempt attempt("http://" + address_);
    attempt.set(CURLOPT_CONNECT_ONLY, 1L);
    return attempt.perform();
}

ProbeAnswer BackendProbe::handshake(Verification verification) const {
    const HeaderList target = connect_to(address_);
    Attempt attempt("https://" + verified_address_);
    attempt.set(CURLOPT_CONNECT_TO, target.get());
    attempt.set(CURLOPT_CONNECT_ONLY, 1L);
    attempt.set_tls(config_, verification);
    return attempt.perform();
}

ProbeAnswer BackendProbe::listen_after_handshake() const {
    const HeaderList target = connect_to(address_);
    Attempt attempt("https://" + verified_address_);
    attempt.set(CURLOPT_CONNECT_TO, target.get());
    attempt.set(CURLOPT_CONNECT_ONLY, 1L);
    attempt.set_tls(config_, Verification::Full);
    const ProbeAnswer answer = attempt.perform();
    return answer.arrived() ? attempt.listen() : answer;
}

ProbeAnswer BackendProbe::send_empty_request() const {
    const bool grpc = config_.protocol == Protocol::Grpc;
    const std::string_view body = grpc ? kEmptyGrpcMessage : std::string_view();
    Attempt attempt((config_.uses_tls() ? "https://" : "http://") + verified_address_ +
                    (grpc ? kGrpcPath : config_.get_signal_path(SignalType::Traces)));
    const HeaderList target = connect_to(address_);
    attempt.set(CURLOPT_CONNECT_TO, target.get());
    attempt.set_tls(config_, Verification::Full);
    if (grpc) {
        attempt.set(CURLOPT_HTTP_VERSION, static_cast<long>(config_.uses_tls() ? CURL_HTTP_VERSION_2TLS
                                                                               : CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE));
    }
    HeaderList headers;
    for (const auto& [name, value] : config_.get_auth_headers())
        headers.add(name + ": " + value);
    for (const auto& [name, value] : config_.headers)
        headers.add(name + ": " + value);
    headers.add(grpc ? "content-type: application/grpc" : "content-type: application/x-protobuf");
    if (grpc) headers.add("te: trailers");
    headers.add("expect:");
    attempt.set(CURLOPT_HTTPHEADER, headers.get());
    attempt.set(CURLOPT_POST, 1L);
    attempt.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    attempt.set(CURLOPT_POSTFIELDS, body.data() == nullptr ? "" : body.data());
    return attempt.perform();
}

}  // namespace telemetryflow::gen
