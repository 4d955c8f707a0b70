// Attributes that are many, long or of arrays, and sets of them that are too many.

#include <array>
#include <string>
#include <vector>

#include "harness/large_request.hpp"
#include "harness/traits.hpp"
#include "ours/operations.hpp"
#include "ours/our_client.hpp"
#include "ours/our_traits.hpp"

namespace telemetryflow::bench {
namespace {

// A burst of large spans fits the buffer as one of small ones does.
OperationTraits large_traits(std::int64_t burst) {
    OperationTraits traits = record_traits("spans");
    traits.burst = burst;
    traits.room = burst;
    return traits;
}

void add_long_string(OperationList& list, const char* name, std::size_t size, std::int64_t burst) {
    add_operation(list, name, recording_client(), large_traits(burst), [size] {
        return [&client = recording_client().client(), text = std::string(size, 'x')] {
            const Span span = client.span("GET /users/{id}", SpanKind::Server, {{"http.request.body", text}});
            keep(span);
        };
    });
}

void add_many_attributes(OperationList& list) {
    add_operation(list, kManyAttributes, recording_client(), large_traits(512), [] {
        std::vector<Attribute> attributes;
        for (const std::string& key : many_keys())
            attributes.push_back({key, std::int64_t{42}});
        return [&client = recording_client().client(), attributes = std::move(attributes)] {
            const Span span = client.span("GET /users/{id}", SpanKind::Server, attributes);
            keep(span);
        };
    });
}

void add_arrays(OperationList& list) {
    add_operation(list, kArrays, recording_client(), large_traits(2'048), [] {
        return [&client = recording_client().client(), numbers = many_numbers(), words = many_words()] {
            const Span span = client.span("GET /users/{id}", SpanKind::Server,
                                          {{"numbers", std::span<const std::int64_t>(numbers)},
                                           {"words", std::span<const std::string_view>(words)}});
            keep(span);
        };
    });
}

void add_moving(OperationList& list) {
    const Counter counter = recording_client().client().counter("bench.counter.moving");
    add_operation(list, kMoving, recording_client(), measurement_traits("bench.counter.moving"), [counter] {
        return [counter, requests = MovingRequests{}, status = Request{}.status]() mutable {
            const MovingRequests::One request = requests.next();
            counter.add(1,
                        {{"http.request.method", request.method}, {"http.route", request.route}, {"status", status}});
        };
    });
}

// Every set is new to the instrument, which has all the series that it may have.
void add_overflow(OperationList& list) {
    static OurClient subject;
    const Counter counter = subject.client().counter("bench.counter.overflow");
    add_operation(list, kOverflow, subject, measurement_traits("bench.counter.overflow"), [counter] {
        static std::int64_t number = 0;
        return [counter, request = Request{}, first = number += 1'000'000, next = std::int64_t{0}]() mutable {
            counter.add(1, {{"http.request.method", request.method}, {"user", first + ++next}});
        };
    });
}

// As many series as a program has that counts by customer, with a limit that admits them.
void add_cycle(OperationList& list, const char* name, std::int64_t sets) {
    auto subject = std::make_shared<OurClient>([](TelemetryConfig& config) { config.cardinality_limit = 200'000; });
    const Counter counter = subject->client().counter("bench.counter.cycle");
    OperationTraits traits = measurement_traits("bench.counter.cycle");
    traits.burst = std::max(traits.burst, sets);
    traits.room = traits.burst;
    add_operation(list, name, *subject, traits, [subject, counter, sets] {
        return [counter, request = Request{}, sets, number = std::int64_t{0}]() mutable {
            number = number + 1 == sets ? 0 : number + 1;
            counter.add(1, {{"http.request.method", request.method}, {"user", number}});
        };
    });
}

}  // namespace

void add_our_large_operations(OperationList& list) {
    add_long_string(list, kString1KiB, 1'024, 2'048);
    add_long_string(list, kString16KiB, 16'384, 512);
    add_many_attributes(list);
    add_arrays(list);
    add_moving(list);
    add_overflow(list);
    add_cycle(list, kCycle1000, 1'000);
    add_cycle(list, kCycle100000, 100'000);
}

}  // namespace telemetryflow::bench
