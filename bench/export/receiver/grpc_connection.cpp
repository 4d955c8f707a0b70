// As much of HTTP/2 (RFC 9113) and gRPC as a unary call needs. What a request's headers say is not read: a message
// tells itself whether it is compressed, and gzip is all that the senders here use. Answers before it counts.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <sys/socket.h>

#include "export/receiver/connections.hpp"
#include "export/receiver/span_counter.hpp"

namespace telemetryflow::bench {
namespace {

using namespace std::string_view_literals;

enum FrameType : std::uint8_t {
    kData = 0,
    kHeaders = 1,
    kRstStream = 3,
    kSettings = 4,
    kPing = 6,
    kGoAway = 7,
    kWindowUpdate = 8
};

constexpr std::uint8_t kEndStream = 1;
constexpr std::uint8_t kAck = 1;
constexpr std::uint8_t kEndHeaders = 4;
constexpr std::uint8_t kPadded = 8;

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t kFrameHeaderBytes = 9;
constexpr std::size_t kGrpcPrefixBytes = 5;
constexpr std::uint32_t kLargestWindow = 0x7FFFFFFF;
constexpr std::uint32_t kFirstWindow = 65'535;

// HPACK (RFC 7541): :status 200 from the static table; content-type by its index there; grpc-status with its name.
constexpr std::string_view kAnswerHeaders =
    "\x88\x0f\x10\x10"
    "application/grpc"sv;
constexpr std::string_view kEmptyMessage = "\0\0\0\0\0"sv;
constexpr std::string_view kTrailers =
    "\0\x0bgrpc-status\x01"
    "0"sv;

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes)
        value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

void append_big_endian(std::string& out, std::uint32_t value, unsigned bytes) {
    while (bytes-- > 0)
        out.push_back(static_cast<char>(value >> 8U * bytes));
}

void append_frame(std::string& out, FrameType type, std::uint8_t flags, std::uint32_t stream,
                  std::string_view payload) {
    append_big_endian(out, static_cast<std::uint32_t>(payload.size()), 3);
    out.push_back(static_cast<char>(type));
    out.push_back(static_cast<char>(flags));
    append_big_endian(out, stream, 4);
    out.append(payload);
}

void append_window_update(std::string& out, std::uint32_t bytes) {
    std::string payload;
    append_big_endian(payload, bytes, 4);
    append_frame(out, kWindowUpdate, 0, 0, payload);
}

struct Frame {
    FrameType type;
    std::uint8_t flags;
    std::uint32_t stream;
    std::string_view payload;
};

class GrpcConnection {
public:
    GrpcConnection(int socket, ReceiverCounts& counts) : socket_(socket), counts_(counts), counter_(counts) {}

    void serve() {
        if (!receive(kPreface.size()) || waiting().substr(0, kPreface.size()) != kPreface) return;
        begin_ += kPreface.size();
        // As wide as windows can be: what is measured is the sender, not its waiting for us.
        constexpr std::string_view kInitialWindowIsLargest = "\0\x04\x7f\xff\xff\xff"sv;
        std::string hello;
        append_frame(hello, kSettings, 0, 0, kInitialWindowIsLargest);
        append_window_update(hello, kLargestWindow - kFirstWindow);
        if (!send_all(socket_, hello)) return;
        while (serve_frame()) {
        }
    }

private:
    [[nodiscard]] std::string_view waiting() const { return {input_.data() + begin_, end_ - begin_}; }

    // Until `size` bytes are waiting; false when the peer is gone.
    bool receive(std::size_t size) {
        while (end_ - begin_ < size) {
            if (begin_ + size > input_.size()) {
                std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);
                end_ -= begin_;
                begin_ = 0;
                if (size > input_.size()) input_.resize(size);
            }
            const ssize_t got = ::recv(socket_, input_.data() + end_, input_.size() - end_, 0);
            if (got <= 0) return false;
            end_ += static_cast<std::size_t>(got);
        }
        return true;
    }

    bool serve_frame() {
        if (begin_ == end_) begin_ = end_ = 0;
        if (!receive(kFrameHeaderBytes)) return false;
        const std::size_t size = big_endian(waiting().substr(0, 3));
        if (!receive(kFrameHeaderBytes + size)) return false;
        const std::string_view bytes = waiting();
        const Frame frame{static_cast<FrameType>(bytes[3]), static_cast<std::uint8_t>(bytes[4]),
                          big_endian(bytes.substr(5, 4)), bytes.substr(kFrameHeaderBytes, size)};
        begin_ += kFrameHeaderBytes + size;
        return answer(frame);
    }

    bool answer(const Frame& frame) {
        std::string reply;
        switch (frame.type) {
            case kSettings:
                if ((frame.flags & kAck) == 0) append_frame(reply, kSettings, kAck, 0, {});
                break;
            case kPing:
                if ((frame.flags & kAck) == 0) append_frame(reply, kPing, kAck, 0, frame.payload);
                break;
            case kData: return take_data(frame);
            case kRstStream: body_.clear(); break;
            case kGoAway: return false;
            case kHeaders:
            case kWindowUpdate: break;  // our few bytes need no window
        }
        return send_all(socket_, reply);
    }

    bool take_data(const Frame& frame) {
        if ((frame.flags & kPadded) != 0 || (!body_.empty() && frame.stream != stream_)) {
            counts_.broken.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        stream_ = frame.stream;
        body_.append(frame.payload);
        if ((frame.flags & kEndStream) == 0) return true;
        std::string reply;
        append_window_update(reply, static_cast<std::uint32_t>(std::max<std::size_t>(body_.size(), 1)));
        append_frame(reply, kHeaders, kEndHeaders, stream_, kAnswerHeaders);
        append_frame(reply, kData, 0, stream_, kEmptyMessage);
        append_frame(reply, kHeaders, kEndHeaders | kEndStream, stream_, kTrailers);
        const bool sent = send_all(socket_, reply);
        count();
        body_.clear();
        return sent;
    }

    void count() {
        const std::string_view body = body_;
        if (body.size() < kGrpcPrefixBytes || big_endian(body.substr(1, 4)) != body.size() - kGrpcPrefixBytes) {
            counts_.broken.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        counter_.add(body.substr(kGrpcPrefixBytes), body.front() != 0);
    }

    int socket_;
    ReceiverCounts& counts_;
    SpanCounter counter_;
    std::string input_ = std::string(1U << 20U, '\0');
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint32_t stream_ = 0;
    std::string body_;
};

}  // namespace

void serve_grpc_connection(int socket, ReceiverCounts& counts) {
    GrpcConnection(socket, counts).serve();
}

}  // namespace telemetryflow::bench
