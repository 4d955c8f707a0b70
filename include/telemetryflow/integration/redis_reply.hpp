#pragma once

// A reply of hiredis that frees itself. Owned by one thread at a time.

#include <memory>

#include <hiredis/hiredis.h>

namespace telemetryflow::integration {

struct FreeRedisReply {
    void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};

using RedisReply = std::unique_ptr<redisReply, FreeRedisReply>;

}  // namespace telemetryflow::integration
