#pragma once

// Goes through every state that the steps of a model can reach, in every order, and tells by which steps a wrong one is
// reached. A state is a struct of bytes without padding. Used by one thread.

#include <cstddef>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace telemetryflow::model {

template <class State>
class ModelChecker {
public:
    struct Step {
        const char* name;
        State to;
    };
    struct Result {
        std::size_t states = 0;
        std::string fault;               // empty: none was found
        std::vector<const char*> steps;  // the shortest way to it

        [[nodiscard]] std::string text() const {
            std::string text = fault + " after:";
            for (const char* step : steps)
                text.append("\n  ").append(step);
            return text;
        }
    };

    /// Calls `add(name, state)` for every step that is possible in a state.
    using Steps = std::function<void(const State&, const std::function<void(const char*, const State&)>& add)>;
    /// What is wrong with a state that was reached; `is_last` when no step leads on from it. Empty when nothing is.
    using Fault = std::function<std::string(const State&, bool is_last)>;

    [[nodiscard]] static Result check(const State& start, const Steps& steps, const Fault& fault) {
        Found found;
        found.add(start, 0, "");
        for (std::size_t at = 0; at < found.nodes.size(); ++at) {
            const State state = *found.nodes[at].state;
            bool is_last = true;
            steps(state, [&](const char* name, const State& next) {
                is_last = false;
                found.add(next, at, name);
            });
            std::string wrong = fault(state, is_last);
            if (!wrong.empty()) return {found.nodes.size(), std::move(wrong), found.way_to(at)};
        }
        return {found.nodes.size(), {}, {}};
    }

private:
    static_assert(std::has_unique_object_representations_v<State>);

    struct Hash {
        std::size_t operator()(const State& state) const noexcept {
            return std::hash<std::string_view>{}({reinterpret_cast<const char*>(&state), sizeof(State)});
        }
    };
    struct Equal {
        bool operator()(const State& a, const State& b) const noexcept {
            return std::memcmp(&a, &b, sizeof(State)) == 0;
        }
    };
    struct Node {
        const State* state;
        std::size_t from;
        const char* step;
    };
    struct Found {
        std::unordered_map<State, std::size_t, Hash, Equal> known;
        std::vector<Node> nodes;

        void add(const State& state, std::size_t from, const char* step) {
            const auto [place, is_new] = known.emplace(state, nodes.size());
            if (is_new) nodes.push_back({&place->first, from, step});
        }
        [[nodiscard]] std::vector<const char*> way_to(std::size_t at) const {
            std::vector<const char*> steps;
            for (; at != 0; at = nodes[at].from)
                steps.insert(steps.begin(), nodes[at].step);
            return steps;
        }
    };
};

}  // namespace telemetryflow::model
