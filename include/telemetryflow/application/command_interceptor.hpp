#pragma once

// The interceptors of the command bus; Interceptor says what they may do and MessageCall what they see.

#include "telemetryflow/application/interceptor.hpp"
#include "telemetryflow/application/message_call.hpp"

namespace telemetryflow {

using CommandInterceptor = Interceptor;
using CommandCall = MessageCall;

}  // namespace telemetryflow
