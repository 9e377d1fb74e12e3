#include "layout/hyphenation.h"

namespace reservepost::layout {

struct Hyphenator::Patterns {};

std::filesystem::path Hyphenator::installed()
{
    return "/usr/share/hyphen";
}

Hyphenator::Hyphenator(const std::filesystem::path&) : patterns_(std::make_unique<Patterns>()) {}

Hyphenator::~Hyphenator() = default;

std::vector<std::size_t> Hyphenator::places(std::u16string_view, std::string_view) const
{
    return {};
}

std::string Hyphenator::fingerprint() const
{
    return {};
}

} // namespace reservepost::layout
