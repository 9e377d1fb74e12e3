#include "batch/printhouse/manifest.h"

#include "batch/printhouse/contract_json.h"

#include <algorithm>
#include <cstdlib>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view format = "reservepost-manifest";
constexpr std::size_t longest_profile = 40;
constexpr std::chrono::year first_year(2000);
constexpr std::chrono::year last_year(2099); // A ZIP's dates end in 2107.
constexpr int most_pages_of_a_piece = 2 * most_sheets_of_a_piece;

[[noreturn]] void wrong(const std::string& what)
{
    throw ContractError(what);
}

std::string called(const Piece& piece)
{
    return "piece " + std::to_string(piece.number);
}

bool is_country(std::string_view code)
{
    return code.size() == 2 &&
           std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check_piece(const Piece& piece, const PackageClass& package_class)
{
    if (piece.number < 1 || piece.number > highest_piece_number) {
        wrong("a piece's number is not 1 to 99999999");
    }
    if (piece.pages < 1 || piece.pages > most_pages_of_a_piece) {
        wrong(called(piece) + " has " + std::to_string(piece.pages) + " pages, not 1 to 198");
    }
    const bool duplex = package_class.plex == Plex::Duplex;
    const int least_sheets = duplex ? (piece.pages + 1) / 2 : piece.pages;
    if (piece.sheets < least_sheets || piece.sheets > piece.pages ||
        piece.sheets > most_sheets_of_a_piece) {
        wrong(called(piece) + " has " + std::to_string(piece.sheets) + " sheets, which cannot be " +
              "for " + std::to_string(piece.pages) + " pages printed " +
              (duplex ? "on both sides" : "on one side"));
    }
    const bool home = package_class.destination == Destination::Norway;
    if (!is_country(piece.country) || (piece.country == "NO") != home) {
        wrong(called(piece) + " goes to a country that is not its package's destination");
    }
}

void check_pieces(const Manifest& manifest)
{
    if (manifest.pieces.empty() || manifest.pieces.size() > most_pieces) {
        wrong("there are " + std::to_string(manifest.pieces.size()) + " pieces, not 1 to 10000");
    }
    int next_number = manifest.pieces.front().number;
    int next_page = 1;
    for (const Piece& piece : manifest.pieces) {
        check_piece(piece, manifest.package_class);
        if (piece.number != next_number) {
            wrong(called(piece) + " stands where piece " + std::to_string(next_number) +
                  " is expected; numbers have no gap");
        }
        if (piece.first_page != next_page) {
            wrong(called(piece) + " begins on page " + std::to_string(piece.first_page) +
                  "; the piece before ends before page " + std::to_string(next_page));
        }
        next_number = piece.number + 1;
        next_page += piece.pages;
    }
}

void check(const Manifest& manifest)
{
    const std::string& profile = manifest.profile;
    const bool plain = std::ranges::all_of(profile, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (profile.empty() || profile.size() > longest_profile || !plain) {
        wrong("the profile's name is not 1 to 40 of a-z, 0-9 and -");
    }
    if (manifest.date.year() < first_year || manifest.date.year() > last_year) {
        wrong("the date does not lie in the years 2000 to 2099");
    }
    if (std::abs(days_between(utc_day(manifest.created), manifest.date)) > 1) {
        wrong("the date is more than one day off the instant of creation");
    }
    if (manifest.created != std::chrono::floor<std::chrono::seconds>(manifest.created)) {
        wrong("the instant of creation is not in whole seconds");
    }
    check_pieces(manifest);
    if (manifest.files.size() != 2 || manifest.files[0].name != "pieces.pdf" ||
        manifest.files[1].name != "ticket.xjdf") {
        wrong("the files are not pieces.pdf and ticket.xjdf, in this order");
    }
    for (const PackedPart& file : manifest.files) {
        if (file.size < 1) wrong(file.name + " is empty");
    }
}

json::Value piece_value(const Piece& piece)
{
    return json::Value::object({{"number", piece.number},
                                {"first_page", piece.first_page},
                                {"pages", piece.pages},
                                {"sheets", piece.sheets},
                                {"country", piece.country}});
}

Piece read_piece(const json::Value& value)
{
    only_keys(value, {"number", "first_page", "pages", "sheets", "country"}, "a piece");
    const auto number = [&](std::string_view key) {
        return static_cast<int>(whole_number(value, key, 1, highest_piece_number));
    };
    return {.number = number("number"),
            .first_page = number("first_page"),
            .pages = number("pages"),
            .sheets = number("sheets"),
            .country = value.text("country")};
}

PackedPart read_file(const json::Value& value)
{
    only_keys(value, {"name", "sha256", "size"}, "a file");
    return {.name = value.text("name"),
            .sha256 = read_digest(value, "sha256"),
            .size = whole_number(value, "size", 1, std::int64_t{1} << 40)};
}

PackageClass read_class(const json::Value& document)
{
    return PackageClass::parse(document.text("envelope") + '-' + document.text("plex") + '-' +
                               document.text("destination"));
}

Manifest read_manifest(const json::Value& document)
{
    only_keys(document,
              {"format", "version", "job", "envelope", "plex", "destination", "profile", "date",
               "created", "pieces", "totals", "files"},
              "the document");
    if (document.text("format") != format) wrong("the format is not reservepost-manifest");
    if (document.integer("version") != manifest_version) wrong("the version is not 1");

    Manifest manifest{.job = JobNumber::parse(document.text("job")),
                      .package_class = read_class(document),
                      .profile = document.text("profile"),
                      .date = parse_day(document.text("date")),
                      .created = parse_instant(document.text("created")),
                      .pieces = {},
                      .files = {}};
    for (const json::Value& piece : document.items("pieces")) {
        manifest.pieces.push_back(read_piece(piece));
    }
    for (const json::Value& file : document.items("files")) {
        manifest.files.push_back(read_file(file));
    }
    if (read_totals(document.at("totals"), "totals") != manifest.totals()) {
        wrong("the totals are not the sums over the pieces");
    }
    return manifest;
}

} // namespace

Totals& Totals::operator+=(const Piece& piece)
{
    pieces += 1;
    sheets += piece.sheets;
    pages += piece.pages;
    return *this;
}

Totals Manifest::totals() const
{
    Totals sum;
    for (const Piece& piece : pieces)
        sum += piece;
    return sum;
}

const Piece* Manifest::find(int number) const
{
    const auto found = std::ranges::lower_bound(pieces, number, {}, &Piece::number);
    return found != pieces.end() && found->number == number ? &*found : nullptr;
}

std::string manifest_json(const Manifest& manifest)
{
    naming("manifest", [&] { check(manifest); });
    json::Value pieces = json::Value::list();
    for (const Piece& piece : manifest.pieces)
        pieces.add(piece_value(piece));
    json::Value files = json::Value::list();
    for (const PackedPart& file : manifest.files) {
        files.add(json::Value::object(
            {{"name", file.name}, {"sha256", file.sha256.hex()}, {"size", file.size}}));
    }
    const PackageClass& package_class = manifest.package_class;
    return json::canonical(json::Value::object({{"format", format},
                                                {"version", manifest_version},
                                                {"job", manifest.job.text()},
                                                {"envelope", code_of(package_class.envelope)},
                                                {"plex", code_of(package_class.plex)},
                                                {"destination", code_of(package_class.destination)},
                                                {"profile", manifest.profile},
                                                {"date", day_text(manifest.date)},
                                                {"created", instant_text(manifest.created)},
                                                {"pieces", std::move(pieces)},
                                                {"totals", totals_value(manifest.totals())},
                                                {"files", std::move(files)}}));
}

Manifest parse_manifest(std::string_view octets)
{
    return naming("manifest", [&] {
        const json::Value document =
            json::parse(octets, {.octets = 4'000'000, .depth = 4, .text_octets = 200});
        Manifest manifest = read_manifest(document);
        check(manifest);
        if (json::canonical(document) != octets) wrong("the JSON is not in canonical form");
        return manifest;
    });
}

PackageName name_of(const Manifest& manifest, const crypto::Digest& sha256)
{
    return PackageName::of(manifest.date, manifest.job, manifest.package_class, sha256);
}

} // namespace reservepost::batch::printhouse
