// A context goes on where the work goes on: a thread pool, std::async, a handler of Asio, a coroutine.

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "telemetryflow/coroutine_context.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

namespace asio = boost::asio;

/// One worker thread with a queue.
class ThreadPool {
public:
    ~ThreadPool() {
        post({});
        thread_.join();
    }
    void post(std::function<void()> work) {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(work));
        ready_.notify_one();
    }
    std::thread::id id() const { return thread_.get_id(); }

private:
    void run() {
        for (;;) {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [&] { return !queue_.empty(); });
            const auto work = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            if (!work) return;
            work();
        }
    }

    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;
    std::thread thread_{[this] { run(); }};
};

struct HandoverTest : ::testing::Test {
    /// What the other side does with the context it was given.
    void work(const char* name) {
        const auto span = client->span(name);
        client->log_info(name, {{"tenant", client->current_baggage().get("tenant").value_or("none")}});
    }
    void expect_handed_over(const char* name) {
        const Received received = client.receive();
        EXPECT_EQ(received.span(name).parent_span_id(), received.span("request").span_id()) << name;
        EXPECT_EQ(received.span(name).trace_id(), received.span("request").trace_id()) << name;
        EXPECT_EQ(received.log(name).span_id(), received.span(name).span_id()) << name;
        EXPECT_EQ(attributes_of(received.log(name)).at("tenant"), "7") << name;
    }
    bool nothing_is_current() { return !client->current_context().is_valid() && client->current_baggage().empty(); }

    TestClient client;
    ContextGuard baggage = client->attach(Baggage().with("tenant", "7"));
    std::optional<telemetryflow::Span> request = client->span("request", SpanKind::Server);
};

TEST_F(HandoverTest, ToAThreadPool) {
    std::promise<bool> clean;
    {
        ThreadPool pool;
        pool.post([this, context = client->current_context()] {
            const ContextGuard guard = client->attach(context);
            work("pooled");
        });
        pool.post([&] { clean.set_value(nothing_is_current()); });
    }
    EXPECT_TRUE(clean.get_future().get()) << "the pool's thread goes on without it";
    request.reset();
    expect_handed_over("pooled");
}

TEST_F(HandoverTest, ToStdAsync) {
    auto done = std::async(std::launch::async, [this, context = client->current_context()] {
        const ContextGuard guard = client->attach(context);
        work("async");
    });
    done.get();
    request.reset();
    expect_handed_over("async");
}

TEST_F(HandoverTest, ToAnAsioHandlerAfterTheRequestEnded) {
    asio::thread_pool pool(1);
    asio::post(pool, [this, context = client->current_context()] {
        const ContextGuard guard = client->attach(context);
        work("handler");
    });
    request.reset();
    pool.join();
    expect_handed_over("handler");
}

/// A coroutine that runs at once and whose end can be waited for.
struct Task {
    struct promise_type {
        std::promise<void> done;
        Task get_return_object() { return {done.get_future()}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() { done.set_value(); }
        void unhandled_exception() { done.set_exception(std::current_exception()); }
    };
    std::future<void> done;
};

/// Resumes the coroutine on the pool's thread, perhaps before await_suspend() has returned.
struct ResumeOn {
    ThreadPool& pool;
    int value = 0;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) {
        pool.post([handle] { handle.resume(); });
    }
    int await_resume() const noexcept { return value; }
};

Task travel(HandoverTest& test, ThreadPool& first, ThreadPool& second, int& result) {
    CoroutineContext context(test.client.client, test.client->current_context());
    result = co_await context(ResumeOn{first, 20});
    EXPECT_EQ(std::this_thread::get_id(), first.id());
    test.work("resumed");
    ResumeOn again{second, 22};
    result += co_await context(again);
    EXPECT_EQ(std::this_thread::get_id(), second.id());
    test.work("resumed again");
    co_await context(std::suspend_never{});
    test.work("never suspended");
}

TEST_F(HandoverTest, ToACoroutineFromThreadToThread) {
    ThreadPool first;
    ThreadPool second;
    int result = 0;
    Task task = travel(*this, first, second, result);
    EXPECT_EQ(client->current_context(), request->context()) << "this thread has its own context again";
    task.done.get();
    EXPECT_EQ(result, 42);
    std::promise<bool> clean;
    first.post([&] { clean.set_value(nothing_is_current()); });
    EXPECT_TRUE(clean.get_future().get()) << "the coroutine has left this thread";
    request.reset();
    for (const char* name : {"resumed", "resumed again", "never suspended"})
        expect_handed_over(name);
}

Task fail_while_waiting(HandoverTest& test, bool& seen) {
    struct Failing {
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) { throw std::runtime_error("no timer"); }
        void await_resume() const noexcept {}
    };
    CoroutineContext context(test.client.client, test.client->current_context());
    try {
        co_await context(Failing{});
    } catch (const std::runtime_error&) {
        seen = true;
        test.work("after the failure");
    }
}

TEST_F(HandoverTest, ToACoroutineWhoseWaitFails) {
    bool seen = false;
    fail_while_waiting(*this, seen).done.get();
    EXPECT_TRUE(seen);
    request.reset();
    expect_handed_over("after the failure");
}

// Asio's coroutines take only its own awaitables, so the wait stands between leave() and enter().
TEST_F(HandoverTest, ToACoroutineOfAsio) {
    asio::io_context io;
    const auto serve = [&](Context captured) -> asio::awaitable<void> {
        CoroutineContext context(client.client, std::move(captured));
        asio::steady_timer timer(io, std::chrono::milliseconds(1));
        context.leave();
        co_await timer.async_wait(asio::use_awaitable);
        context.enter();
        work("asio coroutine");
    };
    asio::co_spawn(io, serve(client->current_context()), asio::detached);
    asio::post(io, [&] { EXPECT_TRUE(nothing_is_current()) << "while it waits, others run without its context"; });
    std::thread([&] { io.run(); }).join();
    request.reset();
    expect_handed_over("asio coroutine");
}

}  // namespace
}  // namespace telemetryflow::tests
