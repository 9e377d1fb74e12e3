#include "batch/commands/command.h"

#include <charconv>

namespace reservepost::batch::commands {

std::string Invocation::text(const std::string& name) const
{
    const auto found = values.find(name);
    return found == values.end() || found->second.empty() ? std::string() : found->second.front();
}

std::vector<std::string> Invocation::texts(const std::string& name) const
{
    const auto found = values.find(name);
    return found == values.end() ? std::vector<std::string>() : found->second;
}

std::int64_t Invocation::number(const std::string& name) const
{
    const auto digits = text(name);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty())
        throw UsageError(name + " takes a whole number");
    return number;
}

std::vector<std::string> Invocation::texts_or_lines(const std::string& name) const
{
    const auto given = texts(name);
    if (given != std::vector<std::string>{"-"}) return given;
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

void Invocation::print(const json::Value& value, const std::string& text) const
{
    out << (json ? json::pretty(value) : text);
}

} // namespace reservepost::batch::commands
