#include "batch/words/states_writer/life.h"

#include <algorithm>
#include <sstream>

namespace reservepost::batch::states_writer {

namespace {

constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz";

/// The first word of a line and what stands after the blanks behind it.
struct Parted {
    std::string word;
    std::string rest;
};

Parted parted(const std::string& line)
{
    const auto end = std::min(line.find(' '), line.size());
    const auto rest = line.find_first_not_of(' ', end);
    return {line.substr(0, end), rest == std::string::npos ? "" : line.substr(rest)};
}

void require_word(std::size_t line, const std::string& word)
{
    if (word.empty() || word.find_first_not_of(small_letters) != std::string::npos)
        throw SourceError(line, "'" + word + "' should be one word of small letters");
}

void require_text(std::size_t line, const std::string& text, const char* what)
{
    if (text.empty()) throw SourceError(line, std::string(what) + " is missing");
    // So that it can stand in a comment or a text of any of the four languages.
    if (text.find_first_of("'\"\\*|{}") != std::string::npos)
        throw SourceError(line,
                          std::string(what) + " holds a quote, backslash, star, bar or brace");
}

bool has_state(const Life& life, const std::string& name)
{
    return std::ranges::find(life.states, name, &State::name) != life.states.end();
}

/// Reads line by line what `read_lives` describes.
class Reader {
public:
    void take(std::size_t line, const std::string& text)
    {
        if (text.front() == '[')
            begin_kind(line, text);
        else if (text.front() == '>')
            add_road(line, parted(text).rest);
        else
            add_state(line, text);
    }

    std::vector<Life> finish(std::size_t line)
    {
        if (lives_.empty()) throw SourceError(line, "there is no [kind]");
        for (const auto& life : lives_) {
            if (life.states.empty()) throw SourceError(line, life.kind + " has no states");
            for (const auto& state : life.states)
                for (const auto& road : state.roads)
                    if (!has_state(life, road.to))
                        throw SourceError(line, "a " + life.kind + " goes from " + state.name +
                                                    " to " + road.to + ", which is no state of it");
        }
        return std::move(lives_);
    }

private:
    void begin_kind(std::size_t line, const std::string& text)
    {
        if (text.back() != ']') throw SourceError(line, "a kind stands in brackets: [report]");
        const auto kind = text.substr(1, text.size() - 2);
        require_word(line, kind);
        if (std::ranges::find(lives_, kind, &Life::kind) != lives_.end())
            throw SourceError(line, "[" + kind + "] is there twice");
        lives_.push_back({kind, {}});
    }

    void add_state(std::size_t line, const std::string& text)
    {
        const auto [name, means] = parted(text);
        require_word(line, name);
        require_text(line, means, "what it means");
        if (lives_.empty()) throw SourceError(line, "a state stands under a [kind]");
        if (has_state(lives_.back(), name)) throw SourceError(line, name + " is there twice");
        lives_.back().states.push_back({name, means, {}});
    }

    void add_road(std::size_t line, const std::string& text)
    {
        const auto [to, because] = parted(text);
        require_word(line, to);
        require_text(line, because, "the reason");
        if (lives_.empty() || lives_.back().states.empty())
            throw SourceError(line, "a road stands under a state");
        auto& state = lives_.back().states.back();
        if (to == state.name) throw SourceError(line, "a road to itself says nothing");
        if (std::ranges::find(state.roads, to, &Road::to) != state.roads.end())
            throw SourceError(line, "the road to " + to + " is there twice");
        state.roads.push_back({to, because});
    }

    std::vector<Life> lives_;
};

} // namespace

SourceError::SourceError(std::size_t line, const std::string& what)
    : std::runtime_error("line " + std::to_string(line) + ": " + what)
{
}

std::vector<Life> read_lives(std::string_view text)
{
    Reader reader;
    std::istringstream lines{std::string(text)};
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string::npos || line[begin] == '#') continue;
        reader.take(number, line.substr(begin));
    }
    return reader.finish(number);
}

} // namespace reservepost::batch::states_writer
