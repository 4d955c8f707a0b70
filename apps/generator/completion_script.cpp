#include "generator/completion_script.hpp"

#include <array>

#include "generator/nearest.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::generator {

namespace {

// PROGRAM is the command, NAME the same as a part of a function's name.
constexpr std::string_view kBash = R"sh(# Completion of PROGRAM for bash: source this file, or put it into
# ~/.local/share/bash-completion/completions/PROGRAM
_NAME() {
    local word candidates
    COMPREPLY=()
    candidates="$(PROGRAM __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" || return 0
    case "$candidates" in
        :files)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
            ;;
        :folders)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")
            ;;
        *) while read -r word; do [ -z "$word" ] || COMPREPLY+=("$word"); done <<<"$candidates" ;;
    esac
}
complete -F _NAME PROGRAM
)sh";

constexpr std::string_view kZsh = R"sh(#compdef PROGRAM
# Completion of PROGRAM for zsh: put this file as _PROGRAM into a folder of $fpath.
_NAME() {
    local -a candidates
    candidates=("${(@f)$(PROGRAM __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    case "${candidates[1]}" in
        :files) _files ;;
        :folders) _files -/ ;;
        *) compadd -- "${candidates[@]:#}" ;;
    esac
}
if [ "$funcstack[1]" = "_PROGRAM" ]; then _NAME "$@"; else compdef _NAME PROGRAM; fi
)sh";

constexpr std::string_view kFish = R"sh(# Completion of PROGRAM for fish: put this file as PROGRAM.fish into
# ~/.config/fish/completions
function __NAME
    set -l words (commandline -opc) (commandline -ct)
    set -l candidates (PROGRAM __complete $words[2..-1] 2>/dev/null)
    switch "$candidates"
        case :files
            __fish_complete_path (commandline -ct)
        case :folders
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\n' $candidates
    end
end
complete -c PROGRAM -f -a '(__NAME)'
)sh";

std::string replaced(std::string text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
    return text;
}

}  // namespace

std::string completion_script(std::string_view shell, std::string_view program) {
    std::string_view script;
    if (shell == "bash") script = kBash;
    if (shell == "zsh") script = kZsh;
    if (shell == "fish") script = kFish;
    if (script.empty()) {
        const std::array<std::string, 3> shells{"bash", "zsh", "fish"};
        throw UsageError("no completion for '" + std::string(shell) + "'; there are bash, zsh and fish" +
                         did_you_mean(shell, shells));
    }
    const std::string name = replaced(std::string(program), "-", "_");
    return replaced(replaced(std::string(script), "NAME", name), "PROGRAM", program);
}

}  // namespace telemetryflow::generator
