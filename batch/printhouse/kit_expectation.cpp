#include "batch/printhouse/kit_expectation.h"

#include "batch/printhouse/contract_json.h"

#include <algorithm>

namespace reservepost::batch::printhouse {
namespace {

using Answer = KitExpectation::Answer;

constexpr std::string_view format = "reservepost-kit";
constexpr int version = 1;

struct AnswerWord {
    Answer answer;
    std::string_view word;
};

constexpr AnswerWord answer_words[] = {{Answer::Print, "print"},
                                       {Answer::Repeat, "repeat"},
                                       {Answer::Reject, "reject"},
                                       {Answer::Nothing, "nothing"}};

json::Value numbers(const std::set<int>& pieces)
{
    json::Value list = json::Value::list();
    for (const int piece : pieces)
        list.add(piece);
    return list;
}

std::set<int> read_numbers(const json::Value& value, std::string_view key)
{
    std::set<int> pieces;
    for (const json::Value& piece : value.items(key))
        pieces.insert(static_cast<int>(piece.as_integer()));
    return pieces;
}

json::Value package_value(const KitExpectation& package)
{
    const auto* answer = std::ranges::find(answer_words, package.answer, &AnswerWord::answer);
    return json::Value::object({{"package", package.package.file_name()},
                                {"why", package.why},
                                {"answer", answer->word},
                                {"manifest", package.manifest_json},
                                {"damaged", numbers(package.damaged)},
                                {"returned", numbers(package.returned)},
                                {"codes", json::Value::list_of(package.codes)}});
}

KitExpectation read_package(const json::Value& value)
{
    only_keys(value, {"package", "why", "answer", "manifest", "damaged", "returned", "codes"},
              "a package");
    const auto* answer = std::ranges::find(answer_words, value.text("answer"), &AnswerWord::word);
    if (answer == std::end(answer_words))
        throw ContractError("an answer is not print, repeat, reject or nothing");
    return {.package = PackageName::parse(value.text("package")),
            .why = value.text("why"),
            .answer = answer->answer,
            .manifest_json = value.text("manifest"),
            .damaged = read_numbers(value, "damaged"),
            .returned = read_numbers(value, "returned"),
            .codes = value.texts("codes")};
}

} // namespace

std::string expectations_json(const KitExpectations& expectations)
{
    json::Value packages = json::Value::list();
    for (const KitExpectation& package : expectations.packages)
        packages.add(package_value(package));
    return json::pretty(json::Value::object({{"format", format},
                                             {"version", version},
                                             {"house", expectations.house.pem()},
                                             {"packages", std::move(packages)}}));
}

KitExpectations parse_expectations(std::string_view json)
{
    return naming("expected.json", [&] {
        const json::Value document = json::parse(json);
        only_keys(document, {"format", "version", "house", "packages"}, "the document");
        if (document.text("format") != format || document.integer("version") != version)
            throw ContractError("it is not of a kit that this version judges");
        KitExpectations read{crypto::Certificate::from_pem(document.text("house")), {}};
        for (const json::Value& package : document.items("packages"))
            read.packages.push_back(read_package(package));
        return read;
    });
}

} // namespace reservepost::batch::printhouse
