#pragma once

#include <curl/curl.h>
#include <unistd.h>
