#pragma once

#include <sys/socket.h>

#include "infrastructure/transport/http.hpp"
