// Spans: kinds, names, times, states, parents, links, samplers, scopes.

#include <string>
#include <thread>
#include <vector>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using api::trace::SpanKind;
using api::trace::StartSpanOptions;
using api::trace::StatusCode;

api::trace::SpanContext remote_context(std::uint8_t flags, const char* trace_state = "") {
    static const std::uint8_t trace_id[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    static const std::uint8_t span_id[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    return api::trace::SpanContext(api::trace::TraceId(trace_id), api::trace::SpanId(span_id),
                                   api::trace::TraceFlags(flags), true,
                                   api::trace::TraceState::FromHeader(trace_state));
}

void add(Scenarios& scenarios, const std::string& name, std::function<void()> run, Settings settings = {}) {
    scenarios.push_back({"span." + name, settings, [run = std::move(run)](Subject&) { run(); }});
}

void add_kinds_and_names(Scenarios& scenarios) {
    const std::vector<std::pair<std::string, SpanKind>> kinds{{"internal", SpanKind::kInternal},
                                                              {"server", SpanKind::kServer},
                                                              {"client", SpanKind::kClient},
                                                              {"producer", SpanKind::kProducer},
                                                              {"consumer", SpanKind::kConsumer}};
    for (const auto& [name, kind] : kinds) {
        add(scenarios, "kind." + name, [kind = kind] {
            StartSpanOptions options;
            options.kind = kind;
            tracer()->StartSpan("span", options)->End();
        });
    }
    for (const auto& [label, name] : std::vector<std::pair<std::string, std::string>>{
             {"empty", ""}, {"plain", "GET /"}, {"utf8", "\xC3\xA4"}, {"long", std::string(1000, 'n')}}) {
        add(scenarios, "name." + label, [name = name] { tracer()->StartSpan(name)->End(); });
        add(scenarios, "update_name." + label, [name = name] {
            const auto span = tracer()->StartSpan("before");
            span->UpdateName(name);
            span->End();
        });
    }
}

void add_states(Scenarios& scenarios) {
    const std::vector<std::pair<std::string, StatusCode>> codes{
        {"unset", StatusCode::kUnset}, {"ok", StatusCode::kOk}, {"error", StatusCode::kError}};
    for (const auto& [first_name, first] : codes) {
        add(scenarios, "status." + first_name, [first = first] {
            const auto span = tracer()->StartSpan("span");
            span->SetStatus(first);
            span->End();
        });
        add(scenarios, "status." + first_name + ".described", [first = first] {
            const auto span = tracer()->StartSpan("span");
            span->SetStatus(first, "why");
            span->End();
        });
        for (const auto& [second_name, second] : codes) {
            add(scenarios, "status." + first_name + "_then_" + second_name, [first = first, second = second] {
                const auto span = tracer()->StartSpan("span");
                span->SetStatus(first, "first");
                span->SetStatus(second, "second");
                span->End();
            });
        }
    }
    add(scenarios, "end.twice", [] {
        const auto span = tracer()->StartSpan("span");
        span->End();
        span->End();
    });
    add(scenarios, "end.then_changed", [] {
        const auto span = tracer()->StartSpan("span");
        span->End();
        span->SetAttribute("late", true);
        span->AddEvent("late");
        span->SetStatus(StatusCode::kError, "late");
        span->UpdateName("late");
    });
    add(scenarios, "end.by_last_owner", [] { const auto span = tracer()->StartSpan("span"); });
    add(scenarios, "end.out_of_order", [] {
        const auto outer = tracer()->StartSpan("outer");
        const api::trace::Scope scope(outer);
        const auto inner = tracer()->StartSpan("inner");
        outer->End();
        inner->End();
    });
}

void add_times(Scenarios& scenarios) {
    add(scenarios, "time.start", [] {
        StartSpanOptions options;
        options.start_system_time = past();
        options.start_steady_time = api::common::SteadyTimestamp(std::chrono::steady_clock::now());
        tracer()->StartSpan("span", options)->End();
    });
    add(scenarios, "event.plain", [] {
        const auto span = tracer()->StartSpan("span");
        span->AddEvent("event");
        span->End();
    });
    add(scenarios, "event.time", [] {
        const auto span = tracer()->StartSpan("span");
        span->AddEvent("event", past(5));
        span->End();
    });
    add(scenarios, "event.time_and_attributes", [] {
        const auto span = tracer()->StartSpan("span");
        span->AddEvent("event", past(5), {{"k", "v"}});
        span->End();
    });
    add(scenarios, "event.empty_name", [] {
        const auto span = tracer()->StartSpan("span");
        span->AddEvent("");
        span->End();
    });
    add(scenarios, "event.many", [] {
        const auto span = tracer()->StartSpan("span");
        for (int i = 0; i < 100; ++i)
            span->AddEvent("event " + std::to_string(i));
        span->End();
    });
    add(scenarios, "event.beyond_the_limit", [] {
        const auto span = tracer()->StartSpan("span");
        for (int i = 0; i < 130; ++i)
            span->AddEvent("event " + std::to_string(i));
        span->End();
    });
    add(scenarios, "attributes.beyond_the_limit", [] {
        const auto span = tracer()->StartSpan("span");
        for (int i = 0; i < 130; ++i)
            span->SetAttribute("key " + std::to_string(i), i);
        span->End();
    });
}

void add_parents(Scenarios& scenarios) {
    add(scenarios, "parent.none", [] { tracer()->StartSpan("span")->End(); });
    add(scenarios, "parent.current", [] {
        const auto parent = tracer()->StartSpan("parent");
        const api::trace::Scope scope(parent);
        tracer()->StartSpan("child")->End();
        parent->End();
    });
    add(scenarios, "parent.of_another_tracer", [] {
        const auto parent = tracer()->StartSpan("parent");
        const api::trace::Scope scope(parent);
        api::trace::Provider::GetTracerProvider()->GetTracer("other")->StartSpan("child")->End();
        parent->End();
    });
    add(scenarios, "parent.three_deep", [] {
        const auto first = tracer()->StartSpan("first");
        const api::trace::Scope first_scope(first);
        const auto second = tracer()->StartSpan("second");
        const api::trace::Scope second_scope(second);
        tracer()->StartSpan("third")->End();
        second->End();
        first->End();
    });
    add(scenarios, "parent.span_context", [] {
        const auto parent = tracer()->StartSpan("parent");
        StartSpanOptions options;
        options.parent = parent->GetContext();
        tracer()->StartSpan("child", options)->End();
        parent->End();
    });
    add(scenarios, "parent.context", [] {
        const auto parent = tracer()->StartSpan("parent");
        StartSpanOptions options;
        options.parent = api::context::Context().SetValue(api::trace::kSpanKey, parent);
        tracer()->StartSpan("child", options)->End();
        parent->End();
    });
    add(scenarios, "parent.context_without_span", [] {
        const auto current = tracer()->StartSpan("current");
        const api::trace::Scope scope(current);
        StartSpanOptions options;
        options.parent = api::context::Context("key", true);
        tracer()->StartSpan("span", options)->End();
        current->End();
    });
    add(scenarios, "parent.root_although_current", [] {
        const auto current = tracer()->StartSpan("current");
        const api::trace::Scope scope(current);
        StartSpanOptions options;
        options.parent = api::context::Context().SetValue(api::trace::kIsRootSpanKey, true);
        tracer()->StartSpan("root", options)->End();
        current->End();
    });
    for (const auto& [name, flags] :
         std::vector<std::pair<std::string, std::uint8_t>>{{"sampled", 1}, {"not_sampled", 0}}) {
        for (const auto& [sampler_name, sampler] : std::vector<std::pair<std::string, Settings::Sampler>>{
                 {"always_on", Settings::Sampler::AlwaysOn},
                 {"always_off", Settings::Sampler::AlwaysOff},
                 {"ratio_0", Settings::Sampler::None},
                 {"ratio_1", Settings::Sampler::All},
                 {"parentbased_always_off", Settings::Sampler::ParentAlwaysOff}}) {
            add(scenarios, "sampler." + sampler_name + ".remote_" + name,
                [flags = flags] {
                    StartSpanOptions options;
                    options.parent = remote_context(flags);
                    const auto span = tracer()->StartSpan("span", options);
                    span->AddEvent(span->IsRecording() ? "recording" : "not recording");
                    span->AddEvent(span->GetContext().IsSampled() ? "sampled" : "not sampled");
                    span->End();
                },
                {.sampler = sampler});
        }
    }
    for (const auto& [sampler_name, sampler] : std::vector<std::pair<std::string, Settings::Sampler>>{
             {"always_on", Settings::Sampler::AlwaysOn},
             {"always_off", Settings::Sampler::AlwaysOff},
             {"ratio_0", Settings::Sampler::None},
             {"ratio_1", Settings::Sampler::All},
             {"parentbased_always_off", Settings::Sampler::ParentAlwaysOff}}) {
        add(scenarios, "sampler." + sampler_name + ".root",
            [] {
                const auto root = tracer()->StartSpan("root");
                const api::trace::Scope scope(root);
                tracer()->StartSpan("child")->End();
                root->End();
            },
            {.sampler = sampler});
    }
    add(scenarios, "trace_state.inherited", [] {
        StartSpanOptions options;
        options.parent = remote_context(1, "vendor=1,other=2");
        tracer()->StartSpan("span", options)->End();
    });
    add(scenarios, "flags.root", [] { tracer()->StartSpan("span")->End(); });
    add(scenarios, "flags.of_local_parent", [] {
        const auto parent = tracer()->StartSpan("parent");
        const api::trace::Scope scope(parent);
        tracer()->StartSpan("child")->End();
        parent->End();
    });
    add(scenarios, "flags.of_remote_parent", [] {
        StartSpanOptions options;
        options.parent = remote_context(1);
        tracer()->StartSpan("span", options)->End();
    });
    add(scenarios, "flags.of_remote_link", [] {
        const std::vector<std::pair<api::trace::SpanContext, std::map<std::string, std::string>>> links{
            {remote_context(1), {}}};
        tracer()->StartSpan("span", std::map<std::string, std::string>(), links)->End();
    });
}

void add_links_and_scopes(Scenarios& scenarios) {
    using Map = std::map<std::string, std::string>;
    using Links = std::vector<std::pair<api::trace::SpanContext, Map>>;
    add(scenarios, "link.one", [] {
        const auto other = tracer()->StartSpan("other");
        tracer()->StartSpan("span", Map(), Links{{other->GetContext(), {{"k", "v"}}}})->End();
        other->End();
    });
    add(scenarios, "link.two", [] {
        const auto other = tracer()->StartSpan("other");
        tracer()->StartSpan("span", Map(), Links{{other->GetContext(), {}}, {remote_context(0), {{"k", "v"}}}})->End();
        other->End();
    });
    add(scenarios, "link.with_trace_state", [] {
        tracer()->StartSpan("span", Map(), Links{{remote_context(1, "vendor=1"), {}}})->End();
    });
    add(scenarios, "link.invalid", [] {
        tracer()->StartSpan("span", Map(), Links{{api::trace::SpanContext::GetInvalid(), {{"k", "v"}}}})->End();
    });
    add(scenarios, "link.beyond_the_limit", [] {
        tracer()->StartSpan("span", Map(), Links(130, {remote_context(1), {}}))->End();
    });
    add(scenarios, "scope.name_alone",
        [] { api::trace::Provider::GetTracerProvider()->GetTracer("name")->StartSpan("span")->End(); });
    add(scenarios, "scope.empty_name",
        [] { api::trace::Provider::GetTracerProvider()->GetTracer("")->StartSpan("span")->End(); });
    add(scenarios, "scope.schema_url", [] {
        api::trace::Provider::GetTracerProvider()
            ->GetTracer("name", "1", "https://example.com/schema")
            ->StartSpan("span")
            ->End();
    });
    add(scenarios, "scope.three", [] {
        for (const char* name : {"a", "b", "c", "a"})
            api::trace::Provider::GetTracerProvider()->GetTracer(name, "1")->StartSpan(name)->End();
    });
    add(scenarios, "order.of_siblings", [] {
        for (int i = 0; i < 20; ++i)
            tracer()->StartSpan("span " + std::to_string(i))->End();
    });
    add(scenarios, "threads.ended_elsewhere", [] {
        const auto span = tracer()->StartSpan("span");
        std::thread([span] {
            span->SetAttribute("thread", "other");
            span->End();
        }).join();
    });
}

}  // namespace

void add_span_scenarios(Scenarios& scenarios) {
    add_kinds_and_names(scenarios);
    add_states(scenarios);
    add_times(scenarios);
    add_parents(scenarios);
    add_links_and_scopes(scenarios);
}

}  // namespace telemetryflow::differential
