#include "batch/receivers/setup_guide.h"

#include "batch/json/utf8.h"
#include "batch/receivers/address_remarks.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::receivers {

namespace {

constexpr std::string_view nothing = "-";
constexpr std::string_view no_districts = "00";

/// The first of `words` is what the others mean too.
std::string one_of(const std::string& text, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, text) == words.end() ? std::string()
                                                         : std::string(*words.begin());
}

/// "yes" or "no", also from a Norwegian; else empty.
std::string yes_or_no(const std::string& text)
{
    const auto yes = one_of(text, {"yes", "y", "ja", "j", "true"});
    return yes.empty() ? one_of(text, {"no", "n", "nei", "false"}) : yes;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Without blanks around it, and without the quotes that a file would have.
std::string plain(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"')
        text = trimmed(text.substr(1, text.size() - 2));
    return std::string(text);
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

SetupReply refused(std::string_view what)
{
    return {false, std::string(what)};
}

SetupReply refused(std::string_view field, std::string_view rule)
{
    return {false, "`" + std::string(field) + "` " + std::string(rule)};
}

/// The districts of a municipality that have a number and no last day, as "01, 02".
std::string numbered_districts(const std::string& municipality, const Snapshot& known)
{
    std::string districts;
    for (const auto& receiver : known.receivers)
        if (receiver.key.municipality == municipality && receiver.key.district != no_districts &&
            !receiver.valid_to)
            districts += (districts.empty() ? "" : ", ") + receiver.key.district;
    return districts;
}

} // namespace

SetupGuide::SetupGuide(Snapshot known, std::vector<WaitingChange> waiting,
                       std::optional<ReceiverKey> named, std::optional<ReceiverKey> copy)
    : known_(std::move(known)), waiting_(std::move(waiting)), named_(std::move(named)),
      proposed_copy_(std::move(copy))
{
    if (proposed_copy_) {
        const auto fault =
            fault_of_source(named_.value_or(ReceiverKey{proposed_copy_->municipality, ""}),
                            *proposed_copy_, known_);
        if (fault) throw std::invalid_argument("`inherit` " + *fault);
        draft_.key.municipality = proposed_copy_->municipality;
    }
    if (named_) begin(*named_);
    while (at_ < setup_questions().size() && !applies(at_))
        ++at_;
}

const SetupQuestion* SetupGuide::question() const
{
    return at_ < setup_questions().size() ? &setup_questions()[at_] : nullptr;
}

std::string SetupGuide::proposal() const
{
    return question() == nullptr ? std::string() : value_of(*question());
}

SetupReply SetupGuide::answer(std::string_view text)
{
    const auto* asked = question();
    if (asked == nullptr) throw std::logic_error("nothing is asked [this is a bug]");
    if (!json::is_utf8(text))
        return refused("the answer is not UTF-8 text; set the terminal or the file to UTF-8");
    auto value = plain(text);
    const bool keeps = value.empty();
    if (keeps)
        value = value_of(*asked);
    else if (value == nothing)
        value.clear();
    auto reply = take(*asked, value);
    if (!reply.taken) return reply;
    answered_.insert(asked->name);
    if (!keeps) given_.insert(asked->name);
    advance();
    return reply;
}

bool SetupGuide::back()
{
    for (auto index = at_; index > 0; --index) {
        if (!applies(index - 1)) continue;
        at_ = index - 1;
        return true;
    }
    return false;
}

bool SetupGuide::go_to(std::size_t number)
{
    for (std::size_t index = 0; index < setup_questions().size(); ++index) {
        if (!applies(index) || --number != 0) continue;
        at_ = index;
        return true;
    }
    return false;
}

std::vector<OverviewLine> SetupGuide::overview() const
{
    std::vector<OverviewLine> lines;
    for (std::size_t index = 0; index < setup_questions().size(); ++index) {
        const auto& question = setup_questions()[index];
        if (applies(index))
            lines.push_back({question.label, value_of(question), mark_of(question)});
    }
    return lines;
}

SetupSituation SetupGuide::situation() const
{
    return {.is_named = named_.has_value(),
            .is_new = stored() == nullptr,
            .has_number = has_number_,
            .has_others = has_others(draft_.key, known_),
            .has_host = has_host_};
}

bool SetupGuide::applies(std::size_t index) const
{
    return setup_questions()[index].applies(situation());
}

/// To the next question, or, once the overview has been seen, to the next one without an answer.
void SetupGuide::advance()
{
    const auto all = setup_questions();
    do
        ++at_;
    while (at_ < all.size() &&
           (!applies(at_) || (seen_overview_ && answered_.contains(all[at_].name))));
    seen_overview_ = seen_overview_ || at_ == all.size();
}

/// Puts all answers aside but those that led to `key`.
void SetupGuide::begin(const ReceiverKey& key)
{
    const auto* there = known_.find(key);
    draft_ = there == nullptr ? new_receiver(key, known_) : *there;
    has_number_ = key.district != no_districts;
    has_host_ = draft_.host.has_value();
    seen_overview_ = false;
    copied_from_.reset();
    for (auto* names : {&answered_, &given_})
        std::erase_if(*names, [](auto name) {
            return name != "municipality" && name != "districts" && name != "district";
        });
}

std::string SetupGuide::value_of(const SetupQuestion& question) const
{
    if (question.name == "districts") return has_number_ ? "yes" : "no";
    if (question.name == "place") return has_host_ ? "host" : "own";
    if (question.name == "copy") {
        const auto& source = answered_.contains("copy") ? copied_from_ : proposed_copy_;
        return source ? to_text(*source) : "no";
    }
    const auto value = find_field(question.name)->get(draft_);
    if (question.name == "default_district") return value == "true" ? "yes" : "no";
    return value;
}

std::string SetupGuide::mark_of(const SetupQuestion& question) const
{
    const auto* field = find_field(question.name);
    if (field == nullptr) return {};
    if (const auto* before = stored()) {
        const auto was = field->get(*before);
        if (was == field->get(draft_)) return {};
        return was.empty() ? "new" : "changed";
    }
    if (copied_from_ && is_copied(question.name) && !given_.contains(question.name) &&
        !field->get(draft_).empty())
        return "copied from " + to_text(*copied_from_);
    return {};
}

SetupReply SetupGuide::take(const SetupQuestion& question, const std::string& text)
{
    if (question.name == "municipality") return take_municipality(text);
    if (question.name == "districts") return take_districts(text);
    if (question.name == "district") return take_district(text);
    if (question.name == "copy") return take_copy(text);
    if (question.name == "place") return take_place(text);
    const auto& field = *find_field(question.name);
    if (question.name != "default_district") return take_field(field, text);
    const auto word = yes_or_no(text);
    if (word.empty()) return refused("answer yes or no");
    return take_field(field, word == "yes" ? "true" : "false");
}

SetupReply SetupGuide::take_municipality(const std::string& text)
{
    const auto& field = *find_field("municipality");
    Receiver other;
    if (!field.put(other, text)) return refused(field.name, field.rule);
    if (proposed_copy_ && proposed_copy_->municipality != text)
        return refused(field.name, "must be that of the district to copy from; to set another "
                                   "municipality up, end with quit and leave --inherit out");
    if (draft_.key.municipality == text && answered_.contains("municipality")) return {true, {}};
    answered_.clear();
    given_.clear();
    const auto districts = numbered_districts(text, known_);
    begin({text, std::string(no_districts)});
    // Where the register has districts, the next question proposes yes.
    has_number_ = !districts.empty();
    if (!districts.empty()) return {true, "In the register are the districts " + districts + "."};
    return {true, news()};
}

SetupReply SetupGuide::take_districts(const std::string& text)
{
    const auto word = yes_or_no(text);
    if (word.empty()) return refused("answer yes or no");
    const ReceiverKey without{draft_.key.municipality, std::string(no_districts)};
    const auto districts = numbered_districts(without.municipality, known_);
    if (word == "no") {
        if (!districts.empty() && known_.find(without) == nullptr)
            return refused(
                "the register has its districts " + districts +
                ";\nanswer yes and say which, or close them first: `reservepost receiver "
                "set` with a last day, `valid_to`");
        if (has_number_ || draft_.key != without) begin(without);
        return {true, {}};
    }
    if (has_number_ && draft_.key.district != no_districts) return {true, {}};
    begin({without.municipality, ""});
    if (known_.find(without) == nullptr) return {true, {}};
    return {true, "Receiver " + to_text(without) +
                      " stays in the register and goes on getting what names no district. When\n"
                      "that shall end, make a district the default one and then give " +
                      to_text(without) +
                      " a last day\n(`valid_to`) and a successor with `reservepost receiver set`."};
}

SetupReply SetupGuide::take_district(const std::string& text)
{
    const auto& field = *find_field("district");
    Receiver other;
    if (!field.put(other, text) || text == no_districts)
        return refused(field.name, "must be two digits other than 00, such as 01");
    const ReceiverKey key{draft_.key.municipality, text};
    if (draft_.key == key) return {true, {}};
    begin(key);
    return {true, news()};
}

std::string SetupGuide::news() const
{
    std::vector<std::string> news;
    if (const auto* there = stored())
        news.push_back("It is in the register, at version " + std::to_string(there->version) +
                       "; its values are proposed.");
    else if (has_number_ && !draft_.key.district.empty() && !has_others(draft_.key, known_))
        news.emplace_back(
            "It is the first district here, and so the default one until another is.");
    for (const auto& change : waiting_)
        if (std::ranges::find(change.fields, draft_.key, &FieldChange::receiver) !=
            change.fields.end())
            news.push_back("Change " + std::to_string(change.number) +
                           " of it waits for a second person: `reservepost receiver approve`.");
    if (proposed_copy_ && stored() != nullptr)
        news.emplace_back("Nothing is copied: that is for a receiver that is not in the register.");
    if (stored() == nullptr) std::ranges::copy(number_remarks(draft_), std::back_inserter(news));
    return joined(news);
}

SetupReply SetupGuide::take_copy(const std::string& text)
{
    if (text.empty() || yes_or_no(text) == "no") {
        copy_from(std::nullopt);
        return {true, {}};
    }
    const auto key = find_key(text.size() == 2 ? draft_.key.municipality + "-" + text : text);
    if (!key) return refused("answer no, or with a district such as 04");
    if (const auto fault = fault_of_source(draft_.key, *key, known_))
        return refused("the district to copy from " + *fault);
    copy_from(key);
    return {true, {}};
}

/// Proposes what can be copied anew, from `source` or as for any new receiver, where nothing else
/// has been answered.
void SetupGuide::copy_from(std::optional<ReceiverKey> source)
{
    const auto from = source ? *known_.find(*source) : new_receiver(draft_.key, known_);
    for (const auto& field : receiver_fields())
        if (is_copied(field.name) && !given_.contains(field.name))
            field.put(draft_, field.get(from));
    copied_from_ = std::move(source);
}

SetupReply SetupGuide::take_place(const std::string& text)
{
    if (text != "own" && text != "host") return refused("answer own or host");
    if ((text == "host") == has_host_) return {true, {}};
    has_host_ = !has_host_;
    draft_.address.clear();
    draft_.host.reset();
    const auto* before = stored();
    if (before != nullptr && !has_host_) draft_.address = before->address;
    if (before != nullptr && has_host_) draft_.host = before->host;
    for (auto* names : {&answered_, &given_}) {
        names->erase("address");
        names->erase("host");
    }
    return {true, {}};
}

SetupReply SetupGuide::take_field(const ReceiverField& field, const std::string& text)
{
    auto after = draft_;
    auto value = text;
    if (field.kind == FieldKind::Lines) std::ranges::replace(value, '|', '\n');
    const bool needed = field.required || field.name == "host";
    if ((needed && value.empty()) || !field.put(after, value))
        return refused(field.name, field.rule);
    for (const auto& fault : setup_faults(after, known_))
        if (fault.field == field.name)
            return refused(field.name, (fault.receiver == after.key || field.name != "host"
                                            ? ""
                                            : "of " + to_text(fault.receiver) + " then ") +
                                           fault.what);
    const bool is_address = field.name == "address";
    if (is_address && judge_)
        if (const auto faults = judge_(after.address); !faults.empty())
            return refused(joined(faults));
    draft_ = std::move(after);
    return {true, is_address ? joined(address_remarks(draft_)) : std::string()};
}

} // namespace reservepost::batch::receivers
