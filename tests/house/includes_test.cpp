#include "tests/house/source_files.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

// Who may include whom, and which library stands behind which door.

namespace reservepost::tests {
namespace {

using Names = std::set<std::string>;

// clang-format off
const std::map<std::string, Names> may_include = {
    {"holidays",  {"holidays"}},
    {"fonts",     {"fonts"}},
    {"layout",    {"layout", "fonts"}},
    {"templates", {"templates", "layout"}},
    {"batch",     {"batch", "holidays", "templates", "layout", "fonts"}},
    {"tests",     {"tests", "batch", "holidays", "templates", "layout", "fonts"}},
};

struct Door {
    const char* library; ///< How its headers begin.
    Names files;         ///< A folder ends with '/'.
};

const std::vector<Door> doors = {
    {"boost/",         {"holidays/"}},
    {"hb",             {"fonts/"}},
    // The proofs find by their own road what layout is to show.
    {"unicode/",       {"layout/", "tests/layout/promises/expected_text.cpp"}},
    {"hyphen.h",       {"layout/hyphenation.cpp"}},
    {"podofo/",        {"layout/pdf_file.cpp"}},
    {"qpdf/",          {"layout/"}},
    {"expat.h",        {"layout/xml_reader.cpp"}},
    {"libdeflate.h",   {"layout/deflate.cpp"}},
    {"lcms2.h",        {"layout/output_intent.cpp"}},
    {"zint.h",         {"layout/mark.cpp"}},
    {"archive",        {"batch/intake/tar_stream.cpp"}},
    {"cmark.h",        {"templates/markdown.cpp"}},
    {"pqxx/",          {"batch/store/database.cpp", "batch/store/result.h"}},
    // To look whether a server answers, without a connection; and to switch libpqxx's notices off.
    {"libpq-fe.h",     {"batch/store/database.cpp", "batch/store/server_process.cpp"}},
    {"toml++/",        {"batch/configuration/toml_document.cpp"}},
    {"CLI/",           {"batch/commands/command_line.cpp"}},
    {"Poco/",          {"batch/printhouse/zip.cpp", "batch/printhouse/ticket.cpp",
                        "batch/notices/smtp_session.cpp"}},
    {"libssh/",        {"batch/printhouse/sftp_handles.h"}},
    // The verifier shares no code with the writer, so that it can be checked by itself.
    {"openssl/",       {"batch/crypto/", "batch/deletion/verifier_octets.cpp"}},
};
// clang-format on

bool lies_behind(const std::string& path, const Names& files)
{
    return std::ranges::any_of(files, [&](const std::string& file) {
        return file.ends_with('/') ? path.starts_with(file) : path == file;
    });
}

/// What the lines `part(NAME USES …)` of batch/CMakeLists.txt say: each part and what it names.
std::map<std::string, Names> parts_of_batch()
{
    std::ifstream in(RESERVEPOST_SOURCE "/batch/CMakeLists.txt");
    std::map<std::string, Names> parts;
    std::string all((std::istreambuf_iterator<char>(in)), {});
    for (auto begin = all.find("\npart("); begin != std::string::npos;
         begin = all.find("\npart(", begin + 1)) {
        std::istringstream words(all.substr(begin + 6, all.find(')', begin) - begin - 6));
        std::string name;
        words >> name;
        auto& uses = parts[name];
        bool used = false;
        for (std::string word; words >> word;) {
            if (word == "USES" || word == "LIBRARIES" || word == "EXTRA")
                used = word == "USES";
            else if (used)
                uses.insert(word);
        }
    }
    return parts;
}

/// All that a part may include: itself, what it names, and what that names in turn. Folders stand
/// as "layout", parts as "batch_store".
Names closure(const std::string& part, const std::map<std::string, Names>& parts)
{
    Names reached;
    Names open = {"batch_" + part};
    while (!open.empty()) {
        const auto name = *open.begin();
        open.erase(open.begin());
        if (!reached.insert(name).second) continue;
        const bool of_batch = name.starts_with("batch_");
        const auto& next = of_batch ? parts.at(name.substr(6)) : may_include.at(name);
        open.insert(next.begin(), next.end());
    }
    return reached;
}

/// "batch_store" for "batch/store/rows.h", "layout" for "layout/pdf.h".
std::string name_of_part(const SourceFile& file)
{
    return file.folder() == "batch" ? "batch_" + file.part() : file.folder();
}

TEST(House, FoldersIncludeOnlyWhatTheyMay)
{
    Findings findings;
    for (const auto& file : source_files())
        for (const auto& include : includes_of(file)) {
            if (!include.ours) continue;
            const SourceFile there{include.path, {}};
            if (!may_include.at(file.folder()).contains(there.folder()))
                findings.push_back(at(file, include.line) + file.folder() + " may not include " +
                                   there.folder());
        }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, PartsOfBatchIncludeOnlyTheLayersBelowThem)
{
    const auto parts = parts_of_batch();
    ASSERT_GT(parts.size(), 10u) << "batch/CMakeLists.txt reads otherwise than before";
    ASSERT_TRUE(parts.at("spool").contains("batch_letters"));

    Findings findings;
    for (const auto& file : source_files()) {
        // The night itself knows the whole way; only the commands stand above it.
        if (file.folder() != "batch" || file.part() == "commands") continue;
        for (const auto& include : includes_of(file)) {
            if (!include.ours) continue;
            const auto there = name_of_part({include.path, {}});
            const bool night = file.part().empty();
            const bool allowed = night ? there != "batch_commands" || file.path == "batch/main.cpp"
                                       : closure(file.part(), parts).contains(there);
            if (!allowed)
                findings.push_back(at(file, include.line) + "batch/" + file.part() +
                                   " may not include " + include.path +
                                   "; see its line in batch/CMakeLists.txt");
        }
    }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, LibrariesStayBehindTheirDoors)
{
    Findings findings;
    for (const auto& file : source_files()) {
        if (!file.is_product()) continue;
        for (const auto& include : includes_of(file))
            for (const auto& door : doors)
                if (!include.ours && include.path.starts_with(door.library) &&
                    !lies_behind(file.path, door.files))
                    findings.push_back(at(file, include.line) + include.path + " is only for " +
                                       *door.files.begin());
    }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

bool is_foreign(const Include& include)
{
    return !include.ours && std::ranges::any_of(doors, [&](const Door& door) {
        return include.path.starts_with(door.library);
    });
}

TEST(House, HeadersThatShowALibraryStayInTheirFolder)
{
    // A library's type in a header that others include would make all of them its users.
    Names private_headers;
    for (const auto& file : source_files())
        if (file.is_product() && file.is_header() &&
            std::ranges::any_of(includes_of(file), is_foreign))
            private_headers.insert(file.path);
    ASSERT_TRUE(private_headers.contains("batch/store/result.h"));

    Findings findings;
    for (const auto& file : source_files())
        for (const auto& include : includes_of(file)) {
            if (!private_headers.contains(include.path)) continue;
            const SourceFile there{include.path, {}};
            if (name_of_part(file) != name_of_part(there))
                findings.push_back(at(file, include.line) + include.path +
                                   " shows a library's types and is private to its folder");
        }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, EveryIncludedFileOfOursIsThere)
{
    Names paths = {"batch/words/states_table.h"}; // Written by the build.
    for (const auto& file : source_files())
        paths.insert(file.path);
    Findings findings;
    for (const auto& file : source_files())
        for (const auto& include : includes_of(file))
            if (include.ours && !paths.contains(include.path))
                findings.push_back(at(file, include.line) + include.path + " is not there");
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

} // namespace
} // namespace reservepost::tests
