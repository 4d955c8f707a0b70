#pragma once

#include <zlib.h>

#include "hot/ring.hpp"
