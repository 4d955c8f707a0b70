#pragma once

// What the inventory leaves to the worker. A value.

#include <map>
#include <string>

struct Job {
    std::string number;
    std::string item;
    /// traceparent, tracestate and baggage: the context in which the job was made.
    std::map<std::string, std::string> context;
};
