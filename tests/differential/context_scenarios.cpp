// What is current, where, and for how long.

#include <string>
#include <thread>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using api::context::Context;
using api::context::RuntimeContext;
using api::trace::Scope;
using api::trace::Tracer;

void add(Scenarios& scenarios, const std::string& name, std::function<void()> run) {
    scenarios.push_back({"context." + name, {}, [run = std::move(run)](Subject&) { run(); }});
}

// What a scenario sees without anything being sent becomes the name of a span.
void tell(const std::string& what) {
    api::trace::StartSpanOptions options;
    options.parent = Context().SetValue(api::trace::kIsRootSpanKey, true);
    tracer()->StartSpan(what, options)->End();
}
void tell(bool what) {
    tell(std::string(what ? "yes" : "no"));
}

}  // namespace

void add_context_scenarios(Scenarios& scenarios) {
    add(scenarios, "current.none", [] { tell(Tracer::GetCurrentSpan()->GetContext().IsValid()); });
    add(scenarios, "current.in_scope", [] {
        const auto span = tracer()->StartSpan("span");
        const Scope scope(span);
        tell(Tracer::GetCurrentSpan().get() == span.get());
        span->End();
    });
    add(scenarios, "current.after_scope", [] {
        const auto span = tracer()->StartSpan("span");
        { const Scope scope(span); }
        tell(Tracer::GetCurrentSpan()->GetContext().IsValid());
        span->End();
    });
    add(scenarios, "current.after_end_in_scope", [] {
        const auto span = tracer()->StartSpan("span");
        const Scope scope(span);
        span->End();
        tell(Tracer::GetCurrentSpan()->GetContext() == span->GetContext());
        tell(Tracer::GetCurrentSpan()->IsRecording());
    });
    add(scenarios, "current.nested", [] {
        const auto outer = tracer()->StartSpan("outer");
        const Scope outer_scope(outer);
        {
            const auto inner = tracer()->StartSpan("inner");
            const Scope inner_scope(inner);
            tell(Tracer::GetCurrentSpan().get() == inner.get());
            inner->End();
        }
        tell(Tracer::GetCurrentSpan().get() == outer.get());
        outer->End();
    });
    add(scenarios, "current.on_another_thread", [] {
        const auto span = tracer()->StartSpan("span");
        const Scope scope(span);
        std::thread([] { tell(Tracer::GetCurrentSpan()->GetContext().IsValid()); }).join();
        span->End();
    });
    add(scenarios, "captured.for_another_thread", [] {
        const auto span = tracer()->StartSpan("span");
        Context captured;
        {
            const Scope scope(span);
            captured = RuntimeContext::GetCurrent();
        }
        std::thread([&] {
            const auto token = RuntimeContext::Attach(captured);
            tracer()->StartSpan("child")->End();
        }).join();
        span->End();
    });
    add(scenarios, "detached.twice", [] {
        const auto token = RuntimeContext::Attach(Context("key", std::int64_t{1}));
        tell(RuntimeContext::Detach(*token));
        tell(RuntimeContext::Detach(*token));
    });
    add(scenarios, "detached.below_the_top", [] {
        const auto first = RuntimeContext::Attach(Context("key", std::int64_t{1}));
        const auto second = RuntimeContext::Attach(Context("key", std::int64_t{2}));
        tell(RuntimeContext::Detach(*first));
        tell(api::nostd::holds_alternative<api::nostd::monostate>(RuntimeContext::GetValue("key")));
    });
    add(scenarios, "value.kept_beside_a_span", [] {
        const auto token = RuntimeContext::Attach(RuntimeContext::GetCurrent().SetValue("key", std::int64_t{7}));
        const auto span = tracer()->StartSpan("span");
        const Scope scope(span);
        const auto value = RuntimeContext::GetValue("key");
        tell(api::nostd::holds_alternative<std::int64_t>(value) && api::nostd::get<std::int64_t>(value) == 7);
        span->End();
    });
    add(scenarios, "baggage.set_and_read", [] {
        Context current = RuntimeContext::GetCurrent();
        const auto token = RuntimeContext::Attach(
            api::baggage::SetBaggage(current, api::baggage::Baggage::GetDefault()->Set("key", "value")));
        std::string value;
        api::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue("key", value);
        tell(value);
    });
    add(scenarios, "baggage.kept_beside_a_span", [] {
        Context current = RuntimeContext::GetCurrent();
        const auto token = RuntimeContext::Attach(
            api::baggage::SetBaggage(current, api::baggage::Baggage::GetDefault()->Set("key", "value")));
        const auto span = tracer()->StartSpan("span");
        const Scope scope(span);
        std::string value;
        api::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue("key", value);
        tell(value);
        span->End();
    });
}

}  // namespace telemetryflow::differential
