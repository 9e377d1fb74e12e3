#include "batch/printhouse/profile.h"

#include "batch/configuration/toml_document.h"
#include "batch/disk/files.h"
#include "batch/printhouse/embedded_files.h"
#include "batch/printhouse/profile_reader.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace reservepost::batch::printhouse {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_file_octets = 100'000;
constexpr std::string_view extension = ".toml";

/// The profile that every other is based on.
constexpr std::string_view first_base = "norway";

std::string_view stem(std::string_view file)
{
    return file.substr(0, file.size() - extension.size());
}

const EmbeddedFile* find_shipped(std::string_view name)
{
    const auto files = embedded_files();
    const auto file =
        std::ranges::find_if(files, [&](const auto& one) { return stem(one.name) == name; });
    return file == files.end() ? nullptr : &*file;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::runtime_error unknown(const std::string& name)
{
    const auto names = shipped_profiles();
    const auto suggestion = configuration::nearest(name, names);
    return std::runtime_error("there is no print profile of that name" +
                              (suggestion.empty() ? "" : "; did you mean " + suggestion + "?") +
                              "; there are " + listed(names) +
                              ", and files whose name ends in .toml");
}

/// The profile that `root` says it is based on.
Profile base_of(const configuration::TomlNode& root, std::vector<configuration::Finding>& findings)
{
    const auto* base = root.find("base");
    const std::string name(base == nullptr ? first_base : base->text);
    const auto* file = find_shipped(name);
    if (file == nullptr || (base != nullptr && base->kind != configuration::TomlNode::Kind::Text)) {
        findings.push_back({base == nullptr ? 1 : base->line, base == nullptr ? 1 : base->column,
                            "`base` must be the name of a profile that comes with the program: " +
                                listed(shipped_profiles())});
        return {};
    }
    Profile profile;
    const auto shipped = configuration::parse_toml(file->bytes, file->name);
    if (name != first_base) profile = base_of(shipped, findings);
    apply_profile(shipped, {}, profile, findings);
    // What is made from another is another one: it must have a name of its own.
    profile.name.clear();
    profile.about.clear();
    return profile;
}

Profile shipped_profile(const EmbeddedFile& file)
{
    const auto root = configuration::parse_toml(file.bytes, file.name);
    std::vector<configuration::Finding> findings;
    Profile profile = stem(file.name) == first_base ? Profile() : base_of(root, findings);
    apply_profile(root, {}, profile, findings);
    check_profile(root, profile, findings);
    if (!findings.empty()) throw configuration::FindingsError(file.name, std::move(findings));
    return profile;
}

std::string read_profile_file(const fs::path& file)
{
    try {
        return disk::read_file(file, largest_file_octets);
    } catch (const std::system_error&) {
        throw std::runtime_error("the print profile " + file.string() +
                                 " cannot be read; give the name of a readable file, or one of " +
                                 listed(shipped_profiles()));
    }
}

} // namespace

std::optional<Envelope> Profile::envelope_for(int sheets) const
{
    for (const auto& limit : envelopes)
        if (sheets <= limit.most_sheets) return limit.envelope;
    return std::nullopt;
}

Plex Profile::plex() const
{
    return geometry.plex == layout::Plex::Duplex ? Plex::Duplex : Plex::Simplex;
}

layout::PrintRules Profile::rules() const
{
    return {.geometry = geometry,
            .standard = pdf,
            .most_sheets = most_sheets(),
            .most_pages = max_pages};
}

std::vector<std::string> shipped_profiles()
{
    std::vector<std::string> names;
    for (const auto& file : embedded_files())
        names.emplace_back(stem(file.name));
    std::ranges::sort(names);
    return names;
}

Profile load_profile(const std::string& name_or_file, const fs::path& directory)
{
    if (name_or_file.ends_with(extension)) {
        const auto file = (directory / name_or_file).lexically_normal();
        return read_profile(read_profile_file(file), file);
    }
    const auto* file = find_shipped(name_or_file);
    if (file == nullptr) throw unknown(name_or_file);
    return shipped_profile(*file);
}

Profile read_profile(std::string_view text, const fs::path& file)
{
    const auto root = configuration::parse_toml(text, file.string());
    std::vector<configuration::Finding> findings;
    Profile profile = base_of(root, findings);
    apply_profile(root, fs::absolute(file).parent_path(), profile, findings);
    check_profile(root, profile, findings);
    if (find_shipped(profile.name) != nullptr) {
        const auto* name = root.find("name");
        findings.push_back({name->line, name->column,
                            "`name` is that of a profile that comes with the program; give this "
                            "one a name of its own"});
    }
    if (!findings.empty()) throw configuration::FindingsError(file.string(), std::move(findings));
    return profile;
}

std::string_view to_text(layout::PdfStandard standard)
{
    return standard == layout::PdfStandard::PdfX4PdfVt1 ? "pdfx4-pdfvt1" : "plain-1.5";
}

} // namespace reservepost::batch::printhouse
