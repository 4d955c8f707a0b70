// Random trees of spans on several threads: each span's parent and trace, and each log's ids, against a model of the
// threads' context stacks.

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "integration/client/test_client.hpp"
#include "property/generator.hpp"

namespace telemetryflow::tests::property {
namespace {

template <class Id>
std::string bytes_of(const Id& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

/// What a record must name: of a span its parent, of a log the span.
struct Expected {
    SpanContext context;
    bool is_root = true;  // of a span: begins a trace of its own
};

using ExpectedByName = std::map<std::string, Expected>;

// One thread of the program: what it does, and the stack that it must have.
class Walker {
public:
    Walker(TelemetryFlowClient& client, std::string name, std::uint64_t seed)
        : client_(client), name_(std::move(name)), random_(seed) {}

    void run(int steps) {
        for (int step = 0; step < steps; ++step) {
            switch (random_.below(11)) {
                case 0:
                case 1: open_scope(); break;
                case 2: start_by_id(); break;
                case 3: end_by_id(); break;
                case 4: attach(); break;
                case 5: end_any(); break;
                case 6: end_elsewhere(); break;
                case 7: move_about(); break;
                case 8: detach(); break;
                case 9: end_detached(); break;
                default: log(); break;
            }
            ASSERT_EQ(client_.current_context(), current());
            ASSERT_EQ(client_.current_baggage().to_header(), current_baggage());
        }
        while (!stack_.empty())
            pop();
        ASSERT_EQ(client_.current_context(), SpanContext{});
        ASSERT_TRUE(client_.current_baggage().empty());
        for (const SpanContext& open : by_id_)
            client_.end_span(open.span_id);
        while (!detached_.empty())
            end_detached();
    }

    ExpectedByName spans;
    ExpectedByName logs;

private:
    using Span = telemetryflow::Span;
    struct Entry {
        SpanContext context;
        std::unique_ptr<Span> span;  // either of them
        std::unique_ptr<ContextGuard> guard;
        std::string baggage;  // with a guard
    };

    std::string next_name() { return name_ + std::to_string(next_++); }
    SpanContext current() const { return stack_.empty() ? SpanContext{} : stack_.back().context; }
    // A span has that of the attached context below it.
    std::string current_baggage() const {
        const auto nearest =
            std::find_if(stack_.rbegin(), stack_.rend(), [](const Entry& entry) { return entry.guard != nullptr; });
        return nearest != stack_.rend() ? nearest->baggage : "";
    }

    void expect(const std::string& name, const SpanContext& own, const SpanContext& parent) {
        ASSERT_TRUE(own.is_valid());
        ASSERT_TRUE(!parent.is_valid() || own.trace_id == parent.trace_id);
        spans[name] = {parent, !parent.is_valid()};
    }

    // The parent that is asked for, if one is: none, a span that was started by id, or one of another service.
    std::optional<SpanContext> chosen_parent() {
        switch (random_.below(6)) {
            case 0: return SpanContext{};
            case 1: return remote_context();
            case 2:
                if (!by_id_.empty()) return random_.one_of(by_id_);
                return std::nullopt;
            default: return std::nullopt;
        }
    }
    SpanContext remote_context() {
        SpanContext context;
        for (auto& byte : context.trace_id.bytes)
            byte = static_cast<std::uint8_t>(random_.bits());
        context.span_id.bytes[0] = static_cast<std::uint8_t>(random_.bits() | 1U);
        context.trace_flags = SpanContext::kSampledFlag;
        context.is_remote = true;
        return context;
    }

    void open_scope() {
        if (stack_.size() > 8) return;
        const std::string name = next_name();
        StartScopedSpanCommand command;
        command.name = name;
        command.parent = chosen_parent();
        const SpanContext parent = command.parent.value_or(current());
        Entry entry;
        entry.span = std::make_unique<Span>(client_.span(command));
        entry.context = entry.span->context();
        expect(name, entry.context, parent);
        stack_.push_back(std::move(entry));
    }

    void start_by_id() {
        const std::string name = next_name();
        StartSpanCommand command;
        command.name = name;
        command.parent = chosen_parent();
        SpanContext parent = command.parent.value_or(current());
        if (!command.parent && !by_id_.empty() && random_.chance(50)) {
            parent = random_.one_of(by_id_);
            command.parent_span_id = parent.span_id;
        }
        const SpanId id = client_.start_span(command);
        const auto context = client_.span_context(id);
        ASSERT_TRUE(context.has_value());
        expect(name, *context, parent);
        by_id_.push_back(*context);
    }

    void end_by_id() {
        if (by_id_.empty()) return;
        const std::size_t index = random_.below(by_id_.size());
        const SpanId id = by_id_[index].span_id;
        by_id_.erase(by_id_.begin() + static_cast<std::ptrdiff_t>(index));
        if (random_.chance(50))
            std::thread([&] { client_.end_span(id); }).join();
        else
            client_.end_span(id);
        EXPECT_FALSE(client_.span_context(id).has_value());
    }

    void attach() {
        if (stack_.size() > 8) return;
        Entry entry;
        entry.context = random_.chance(50) || by_id_.empty() ? remote_context() : random_.one_of(by_id_);
        entry.baggage = current_baggage();
        const Baggage other = Baggage().with("of", next_name());
        switch (random_.below(4)) {
            case 0: entry.guard = std::make_unique<ContextGuard>(client_.attach(entry.context)); break;
            case 1:
                entry.guard = std::make_unique<ContextGuard>(client_.attach(Context(entry.context, other)));
                entry.baggage = other.to_header();
                break;
            case 2:
                entry.guard = std::make_unique<ContextGuard>(client_.attach(Context(entry.context)));
                entry.baggage.clear();
                break;
            default:
                entry.context = current();
                entry.guard = std::make_unique<ContextGuard>(client_.attach(other));
                entry.baggage = other.to_header();
                break;
        }
        stack_.push_back(std::move(entry));
    }

    // A span that is off its thread is current nowhere, lives on, and may end anywhere.
    void detach() {
        if (stack_.empty()) return;
        const std::size_t index = random_.below(stack_.size());
        if (stack_[index].span == nullptr) return;
        std::thread([&] { stack_[index].span->detach(); }).join();  // not that thread's to take off: nothing happens
        ASSERT_EQ(client_.current_context(), current());
        stack_[index].span->detach();
        detached_.push_back(std::move(*stack_[index].span));
        EXPECT_EQ(detached_.back().context(), stack_[index].context);
        stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    void end_detached() {
        if (detached_.empty()) return;
        Span span = std::move(detached_.back());
        detached_.pop_back();
        if (random_.chance(50))
            std::thread([&] { span.end(); }).join();
        else
            span.end();
    }

    void pop() { stack_.pop_back(); }

    // Scopes may end in any order; an attached context only as the last one.
    void end_any() {
        if (stack_.empty()) return;
        if (stack_.back().guard != nullptr) return pop();
        const std::size_t index = random_.below(stack_.size());
        if (stack_[index].span == nullptr) return;
        stack_[index].span->end();
        stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    // A span is handed to another thread, which works within it, ends it and has a current context of its own.
    void end_elsewhere() {
        if (stack_.empty()) return;
        const std::size_t index = random_.below(stack_.size());
        if (stack_[index].span == nullptr) return;
        Entry taken = std::move(stack_[index]);
        stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
        const std::string child = next_name();
        const std::string message = next_name();
        SpanContext child_context;
        std::thread([&] {
            EXPECT_EQ(client_.current_context(), SpanContext{});
            Span moved = std::move(*taken.span);
            const ContextGuard guard = client_.attach(taken.context);
            Span inner = client_.span(child);
            child_context = inner.context();
            moved.end();
            client_.log_info(message);
            EXPECT_EQ(client_.current_context(), child_context);
        }).join();
        expect(child, child_context, taken.context);
        logs[message] = {child_context};
    }

    void move_about() {
        if (stack_.empty() || stack_.back().span == nullptr) return;
        Span moved = std::move(*stack_.back().span);
        Span again;
        again = std::move(moved);
        EXPECT_FALSE(moved.is_recording());
        EXPECT_EQ(again.context(), stack_.back().context);
        *stack_.back().span = std::move(again);
    }

    void log() {
        const std::string message = next_name();
        if (random_.chance(70)) {
            client_.log_info(message);
            logs[message] = {current()};
            return;
        }
        EmitLogCommand command;
        command.message = message;
        command.span_context = random_.chance(50) ? SpanContext{} : remote_context();
        client_.log(command);
        logs[message] = {*command.span_context};
    }

    TelemetryFlowClient& client_;
    std::string name_;
    Generator random_;
    int next_ = 0;
    std::vector<Entry> stack_;
    std::vector<SpanContext> by_id_;  // started by id and open
    std::vector<Span> detached_;
};

void run_program(Generator& random) {
    TelemetryConfig config = test_config();
    config.rate_limit = 0;
    TestClient client(config);
    std::list<Walker> walkers;
    for (const char* name : {"a", "b", "c"})
        walkers.emplace_back(client.client, name, random.bits());
    std::vector<std::thread> threads;
    for (Walker& walker : walkers)
        threads.emplace_back([&walker] { walker.run(250); });
    for (std::thread& thread : threads)
        thread.join();

    ExpectedByName spans;
    ExpectedByName logs;
    for (Walker& walker : walkers) {
        spans.merge(walker.spans);
        logs.merge(walker.logs);
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), spans.size());
    ASSERT_EQ(received.logs.size(), logs.size());
    std::map<std::string, int> span_ids;
    std::map<std::string, int> roots_of_trace;
    for (const auto& span : received.spans) {
        ASSERT_TRUE(spans.contains(span.name()));
        const Expected& expected = spans[span.name()];
        EXPECT_EQ(++span_ids[span.span_id()], 1) << "a span id twice";
        EXPECT_EQ(span.trace_id().size(), 16U);
        EXPECT_EQ((span.flags() & 0x200U) != 0, expected.context.is_remote);
        if (expected.is_root) {
            EXPECT_EQ(span.parent_span_id(), "");
            EXPECT_EQ(++roots_of_trace[span.trace_id()], 1) << "two roots in one trace";
        } else {
            EXPECT_EQ(span.parent_span_id(), bytes_of(expected.context.span_id));
            EXPECT_EQ(span.trace_id(), bytes_of(expected.context.trace_id));
        }
    }
    for (const LogRecord& log : received.logs) {
        ASSERT_TRUE(logs.contains(log.body().string_value()));
        const SpanContext& context = logs[log.body().string_value()].context;
        EXPECT_EQ(log.trace_id(), context.is_valid() ? bytes_of(context.trace_id) : "");
        EXPECT_EQ(log.span_id(), context.is_valid() ? bytes_of(context.span_id) : "");
    }
    EXPECT_EQ(client->get_status().open_spans, 0U);
}

TEST(ContextPropertyTest, EveryRecordBelongsWhereItsThreadWas) {
    for_each_seed([](Generator& random) {
        for (int program = 0; program < 20 && !::testing::Test::HasFailure(); ++program) {
            SCOPED_TRACE("program " + std::to_string(program));
            run_program(random);
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property
