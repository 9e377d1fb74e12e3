#include "templates/plain_language.h"

#include "templates/plain_text.h"

#include <algorithm>
#include <array>
#include <span>

// What one sentence's words show of its style, by their endings: rules of thumb, with the words
// that merely look alike listed.

namespace reservepost::templates {

namespace {

using Words = std::span<const std::string_view>;

bool is_one_of(std::string_view word, Words words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_in_one_of(std::string_view word, Words endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return word.ends_with(ending); });
}

/// How one language makes its passive and hides its verbs.
struct Style {
    std::string_view language;
    Words auxiliaries;        ///< "ble": before a participle.
    Words participle_ends;    ///< What participles end in.
    Words strong_participles; ///< Those that end otherwise.
    Words no_participles;     ///< Words with such an end that are none.
    Words passive_ends;       ///< What a verb in the s-passive ends in.
    Words no_passives;        ///< Words with such an end that are none.
    Words noun_ends;          ///< What nouns made of verbs end in.
    std::string_view of;      ///< Stands between such a noun and what is done to.
};

// clang-format off
constexpr std::string_view nb_auxiliaries[] = {"ble", "blir", "bli", "blitt"};
constexpr std::string_view nb_participle_ends[] = {"et", "t", "dd", "gd"};
constexpr std::string_view nb_no_participles[] = {
    "alt", "at", "blitt", "brevet", "det", "dit", "ditt", "fort", "godt", "helt", "hvert", "kjent",
    "klart", "lett", "litt", "mitt", "nytt", "rett", "sitt", "slutt", "snart", "stort", "trygt",
    "vårt", "viktigst"};
constexpr std::string_view nb_passive_ends[] = {"es"};
constexpr std::string_view nb_no_passives[] = {
    "alles", "annes", "deres", "fins", "finnes", "høres", "kjennes", "lykkes", "mangles", "minnes",
    "møtes", "noes", "skyldes", "synes", "trengs", "trives", "undres"};
constexpr std::string_view nb_noun_ends[] = {"ing", "ingen", "else", "elsen", "sjon", "sjonen",
                                             "ering", "eringen"};
constexpr std::string_view nn_auxiliaries[] = {"vart", "vert", "verte", "vorte", "blei", "blir",
                                               "bli", "blitt"};
constexpr std::string_view nn_participle_ends[] = {"t", "dd", "gd"};
constexpr std::string_view nn_strong_participles[] = {
    "bode", "funne", "gitte", "gjeve", "halde", "kasta", "laga", "late", "lese", "sette", "skrive",
    "stansa", "stadfesta", "stengde", "svara", "teke", "venta"};
constexpr std::string_view nn_no_participles[] = {
    "alt", "at", "blitt", "brevet", "det", "dit", "ditt", "fort", "godt", "heilt", "kjent", "klart",
    "kvart", "lett", "litt", "mitt", "nytt", "rett", "sitt", "slutt", "snart", "stort", "trygt",
    "vart", "vert", "vårt", "viktigast", "aldri"};
constexpr std::string_view nn_passive_ends[] = {"ast"};
constexpr std::string_view nn_no_passives[] = {
    "bakarst", "fast", "finnast", "først", "gast", "kast", "kjennast", "last", "lykkast", "minnast",
    "møtast", "seinast", "snarast", "synast", "trivast", "viktigast"};
constexpr std::string_view nn_noun_ends[] = {"ing", "inga", "else", "elsen", "sjon", "sjonen",
                                             "ering", "eringa"};
constexpr std::string_view en_auxiliaries[] = {"am", "are", "be", "been", "being", "is", "was",
                                               "were"};
constexpr std::string_view en_participle_ends[] = {"ed"};
constexpr std::string_view en_strong_participles[] = {
    "brought", "done", "found", "given", "held", "kept", "known", "left", "lost", "made", "met",
    "paid", "read", "said", "seen", "sent", "set", "shown", "taken", "told", "written"};
constexpr std::string_view en_no_participles[] = {"need", "indeed"};
constexpr std::string_view en_noun_ends[] = {"tion", "sion", "ment", "ance", "ence"};

constexpr Style styles[] = {
    {"nb", nb_auxiliaries, nb_participle_ends, {}, nb_no_participles, nb_passive_ends,
     nb_no_passives, nb_noun_ends, "av"},
    {"nn", nn_auxiliaries, nn_participle_ends, nn_strong_participles, nn_no_participles,
     nn_passive_ends, nn_no_passives, nn_noun_ends, "av"},
    {"en", en_auxiliaries, en_participle_ends, en_strong_participles, en_no_participles, {}, {},
     en_noun_ends, "of"},
};
// clang-format on

const Style* find_style(std::string_view language)
{
    for (const Style& style : styles)
        if (style.language == language) return &style;
    return nullptr;
}

bool is_participle(std::string_view word, const Style& style)
{
    constexpr std::size_t shortest = 4;
    if (is_one_of(word, style.strong_participles)) return true;
    return word.size() >= shortest && ends_in_one_of(word, style.participle_ends) &&
           !is_one_of(word, style.no_participles);
}

/// "9-15" or "(8.30-15.30)": figures and hyphens alone, besides the signs around them.
bool is_hyphened_range(std::string_view token)
{
    const std::size_t first = token.find_first_of("0123456789");
    if (first == token.npos || token.find_first_not_of("(") < first) return false;
    token = token.substr(first, token.find_last_of("0123456789") - first + 1);
    return token.find('-') != token.npos && token.find_first_not_of("0123456789.-") == token.npos;
}

} // namespace

bool is_passive(const std::vector<std::string>& words, std::string_view language)
{
    constexpr std::size_t reach = 3; ///< Words behind the auxiliary.
    constexpr std::size_t shortest = 5;
    const Style* style = find_style(language);
    if (style == nullptr) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].size() >= shortest && ends_in_one_of(words[i], style->passive_ends) &&
            !is_one_of(words[i], style->no_passives))
            return true;
        if (!is_one_of(words[i], style->auxiliaries)) continue;
        for (std::size_t j = i + 1; j < words.size() && j <= i + reach; ++j)
            if (is_participle(words[j], *style)) return true;
    }
    return false;
}

std::string hidden_verb(const std::vector<std::string>& words, std::string_view language)
{
    constexpr std::size_t shortest = 6;
    const Style* style = find_style(language);
    if (style == nullptr) return {};
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i + 1] == style->of && words[i].size() >= shortest &&
            ends_in_one_of(words[i], style->noun_ends))
            return words[i] + " " + words[i + 1];
    return {};
}

std::vector<std::string> typography_of(std::string_view text, std::string_view language)
{
    std::vector<std::string> wrong;
    if (text.find('"') != std::string_view::npos)
        wrong.push_back(language == "en" ? "straight quotation marks; write “ ”"
                                         : "straight quotation marks; write « »");
    if (text.find("...") != std::string_view::npos) wrong.push_back("three full stops; write …");
    if (text.find(" - ") != std::string_view::npos)
        wrong.push_back("a hyphen between spaces; write a dash, –");
    if (text.find("§ ") != std::string_view::npos)
        wrong.push_back("an ordinary space after §; write §&nbsp;2-1");
    if (text.find("kl. ") != std::string_view::npos)
        wrong.push_back("an ordinary space after kl.; write kl.&nbsp;07.01");
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        if (is_hyphened_range(rest.substr(0, space)))
            wrong.push_back("a hyphen between figures; a range takes a dash, as in 9–15");
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return wrong;
}

} // namespace reservepost::templates
