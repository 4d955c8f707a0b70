#pragma once

#include <curl/curl.h>
#include <sys/socket.h>

#include "infrastructure/otlp/encoder.hpp"
#include "infrastructure/resource/host.hpp"
