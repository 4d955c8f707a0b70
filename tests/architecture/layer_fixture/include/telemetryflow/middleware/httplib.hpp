#pragma once

#include <curl/curl.h>
#include <httplib.h>
