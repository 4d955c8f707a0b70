#pragma once

// Commands that go to Redis through hiredis as client spans. Component `hiredis`. Tested with hiredis 0.14 and Redis 7.
// Follows OpenTelemetry's semantic conventions for database clients and for Redis.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <hiredis/hiredis.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/describe_redis.hpp"
#include "telemetryflow/integration/redis_reply.hpp"

namespace telemetryflow::integration {

/// Wraps a blocking connection, which stays the caller's and is used by one thread at a time, here too. The connection
/// and the client must outlive it. Commands are recorded by their name; what is stored and asked for is not. The
/// namespace is the number of the database, 0 until a SELECT.
class HiredisConnection {
public:
    /// `context` may be one that did not connect; commands then fail as they do in hiredis.
    HiredisConnection(TelemetryFlowClient& client, redisContext* context)
        : context_(context), calls_(client, server_of(context)) {}

    /// redisCommand() in a span of its own: the same format, and null where that gives null.
    template <class... Arguments>
    RedisReply command(const char* format, Arguments... arguments) {
        char* formatted = nullptr;
        const int length = redisFormatCommand(&formatted, format, arguments...);
        // Nothing goes to the server; hiredis says what is wrong with the format.
        if (length < 0) return reply_of(redisCommand(context_, format, arguments...));
        return send({formatted, redisFreeCommand}, static_cast<std::size_t>(length));
    }

    /// redisCommandArgv() in a span of its own.
    RedisReply command_argv(int count, const char** arguments, const std::size_t* lengths = nullptr) {
        char* formatted = nullptr;
        const long long length = redisFormatCommandArgv(&formatted, count, arguments, lengths);
        if (length < 0) return reply_of(redisCommandArgv(context_, count, arguments, lengths));
        return send({formatted, redisFreeCommand}, static_cast<std::size_t>(length));
    }

private:
    using Command = std::unique_ptr<char, decltype(&redisFreeCommand)>;

    [[nodiscard]] static RedisReply reply_of(void* reply) noexcept {
        return RedisReply(static_cast<redisReply*>(reply));
    }

    [[nodiscard]] static DatabaseServer server_of(const redisContext* context) {
        DatabaseServer server{.system = "redis", .name_space = "0"};
        if (context->connection_type == REDIS_CONN_UNIX) {
            if (context->unix_sock.path != nullptr) server.address = context->unix_sock.path;
        } else if (context->tcp.host != nullptr) {
            server.address = context->tcp.host;
            server.port = context->tcp.port;
        }
        return server;
    }

    RedisReply send(const Command& formatted, std::size_t length) {
        const std::string_view command(formatted.get(), length);
        DatabaseStatement statement = describe_redis(command);
        const bool selects = statement.operation == "SELECT";
        RedisReply reply;
        {
            DatabaseSpan span = calls_.start(std::move(statement));
            void* answer = nullptr;
            if (redisAppendFormattedCommand(context_, formatted.get(), length) == REDIS_OK &&
                redisGetReply(context_, &answer) == REDIS_OK)
                reply = reply_of(answer);
            if (reply == nullptr) {
                span.fail({.type = error_type(context_->err)});
            } else if (reply->type == REDIS_REPLY_ERROR) {
                const std::string_view code = redis_error_code({reply->str, static_cast<std::size_t>(reply->len)});
                span.fail({.type = code, .status_code = code});
            }
        }
        if (reply != nullptr && reply->type == REDIS_REPLY_STATUS && selects)
            calls_.set_namespace(std::string(redis_argument(command, 1)));
        return reply;
    }

    [[nodiscard]] static std::string_view error_type(int error) noexcept {
        switch (error) {
            case REDIS_ERR_IO: return "REDIS_ERR_IO";
            case REDIS_ERR_EOF: return "REDIS_ERR_EOF";
            case REDIS_ERR_PROTOCOL: return "REDIS_ERR_PROTOCOL";
            case REDIS_ERR_OOM: return "REDIS_ERR_OOM";
            default: return "_OTHER";
        }
    }

    redisContext* context_;
    DatabaseCalls calls_;
};

}  // namespace telemetryflow::integration
