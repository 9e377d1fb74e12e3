#include "marked_job.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <sstream>

// A job as it leaves the house, opened by other people's programs: none of them has anything to
// say about it.

namespace reservepost::layout {

namespace {

using tests::Outcome;
using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

struct Reader {
    const char* name;
    std::function<std::vector<std::string>(const std::string& file, const std::string& folder)>
        command;
};

const std::vector<Reader>& readers()
{
    using Words = std::vector<std::string>;
    static const std::vector<Reader> all = {
        {"poppler, drawing",
         [](const std::string& file, const std::string& folder) {
             return Words{"pdftoppm", "-r", "40", "-gray", file, folder + "/drawn"};
         }},
        {"poppler, reading",
         [](const std::string& file, const std::string& folder) {
             return Words{"pdftotext", file, folder + "/read.txt"};
         }},
        {"poppler, writing it anew",
         [](const std::string& file, const std::string& folder) {
             return Words{"pdftocairo", "-pdf", file, folder + "/cairo.pdf"};
         }},
        {"MuPDF, drawing",
         [](const std::string& file, const std::string& folder) {
             return Words{"mutool", "draw", "-q", "-r", "40", "-o", folder + "/drawn%d.pgm", file};
         }},
        {"MuPDF, reading",
         [](const std::string& file, const std::string& folder) {
             return Words{"mutool", "draw", "-q", "-o", folder + "/read%d.txt", file};
         }},
        {"Ghostscript",
         [](const std::string& file, const std::string&) {
             // Not quiet: it would then keep its complaints to itself.
             return Words{"gs", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage", file};
         }},
    };
    return all;
}

/// Without the lines that come with every file: Ghostscript's greeting, and what Debian's build of
/// MuPDF says of any ICC profile.
std::string without_greetings(const std::string& said)
{
    std::string rest;
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
        const bool greeting = std::ranges::any_of(
            std::array{"GPL Ghostscript 10", "Copyright (C)", "This software is supplied",
                       "see the file COPYING", "Processing pages", "Page ",
                       "warning: ICC support is not available"},
            [&line](const char* begin) { return line.starts_with(begin); });
        if (!greeting) rest += line + "\n";
    }
    return rest;
}

/// What a reader says of a file, and how it ended if that was not well; empty: nothing at all.
std::string said_by(const Reader& reader, const TemporaryDirectory& folder, const std::string& pdf)
{
    const std::string file = write_file(folder / "job.pdf", pdf);
    const Outcome outcome = run(reader.command(file, folder.path().string()));
    return without_greetings(outcome.output) + (outcome.status == 0 ? "" : "[ended with an error]");
}

} // namespace

TEST(OtherReaders, HaveNothingToSayOfAJob)
{
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of_many_scripts(), shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "") << "qpdf";
    for (const Reader& reader : readers())
        EXPECT_EQ(said_by(reader, folder, pdf), "") << reader.name;
}

// Otherwise the test above could not fail.
TEST(OtherReaders, ComplainOfAFileThatIsCutOff)
{
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(letter_with("Et brev.")), shared_library());
    const std::string half = pdf.substr(0, pdf.size() / 2);
    EXPECT_NE(faults_of(folder, half), "") << "qpdf";
    for (const Reader& reader : readers())
        EXPECT_NE(said_by(reader, folder, half), "") << reader.name;
}

} // namespace reservepost::layout
