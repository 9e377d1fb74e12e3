#include "batch/commands/setup_dialogue.h"

#include "batch/receivers/address_remarks.h"

#include <algorithm>
#include <optional>
#include <string>

namespace reservepost::batch::commands {

namespace {

using receivers::SetupGuide;
using receivers::SetupQuestion;

constexpr const char* introduction =
    "Enter keeps what stands in brackets, - takes it away, < goes back, ? explains, and quit ends\n"
    "without storing. Nothing is stored before the overview is accepted.\n";

constexpr const char* overview_words =
    "use (ta i bruk) stores it, a number goes back to that question, quit ends without storing.\n";

/// `text` with `before` in front of each of its lines.
std::string indented(std::string_view text, const std::string& before)
{
    std::string lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines += before + std::string(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The value in one line: lines parted by " | ".
std::string in_brackets(const std::string& value)
{
    if (value.empty()) return {};
    std::string text = "[";
    for (const char c : value) {
        if (c == '\n')
            text += " | ";
        else
            text += c;
    }
    return text + "] ";
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The overview's number in `text`; 0 for anything else.
std::size_t number_in(const std::string& text)
{
    const bool digits = !text.empty() && text.size() <= 3 &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits ? static_cast<std::size_t>(std::stoul(text)) : 0;
}

class Dialogue {
public:
    Dialogue(SetupGuide& guide, std::istream& in, std::ostream& out, bool echoes)
        : guide_(guide), in_(in), out_(out), echoes_(echoes)
    {
    }

    DialogueEnd hold()
    {
        out_ << introduction;
        if (!guide_.wanted().key.district.empty())
            out_ << "\nReceiver " << to_text(guide_.wanted().key) << "\n"
                 << indented(guide_.news(), "  ");
        while (!end_) {
            if (guide_.question() != nullptr)
                ask(*guide_.question());
            else
                show_overview();
        }
        return *end_;
    }

private:
    void ask(const SetupQuestion& question)
    {
        out_ << "\n" << question.asks << "\n  " << question.why << "\n";
        std::size_t widest = 0;
        for (const auto& choice : question.choices)
            widest = std::max(widest, choice.word.size());
        for (const auto& choice : question.choices)
            if (!choice.means.empty())
                out_ << "    " << choice.word << std::string(widest - choice.word.size() + 2, ' ')
                     << choice.means << "\n";
        while (!end_ && guide_.question() == &question) {
            const auto line = read("  " + in_brackets(guide_.proposal()) + ">");
            if (!line) return;
            if (*line == "?") {
                out_ << indented(question.more, "  ");
            } else if (*line == "<") {
                if (guide_.back()) return;
                out_ << "  This is the first question.\n";
            } else if (!take(question, *line)) {
                return;
            }
        }
    }

    /// False when the dialogue goes on elsewhere.
    bool take(const SetupQuestion& question, std::string text)
    {
        if (question.takes_lines && !text.empty() && text != "-") {
            for (;;) {
                const auto line = read("  >");
                if (!line) return false;
                if (line->empty()) break;
                if (*line == "<") return true; // The lines so far are put aside.
                text += "\n" + *line;
            }
        }
        const auto reply = guide_.answer(text);
        out_ << indented(reply.says, "  ");
        return !reply.taken;
    }

    void show_overview()
    {
        const auto* stored = guide_.stored();
        out_ << "\nOverview of " << to_text(guide_.wanted().key)
             << (stored == nullptr ? ", which is new" : "") << "\n";
        const auto lines = guide_.overview();
        for (std::size_t index = 0; index < lines.size(); ++index)
            show_line(index + 1, lines[index]);
        for (const auto& remark : receivers::remarks(guide_.wanted()))
            out_ << "Look at this: " << remark << "\n";
        if (!guide_.wanted().agreement_date)
            out_ << "Without a date of the agreement it gets no reports.\n";
        if (guide_.wanted().contact_email.empty())
            out_ << "Without a contact's e-mail nobody there is told when its letters go "
                    "elsewhere.\n";
        const bool differs =
            !receivers::field_changes(stored, guide_.wanted()).empty() || stored == nullptr;
        if (!differs) out_ << "Nothing differs from the register.\n";
        out_ << overview_words;
        while (!end_ && guide_.question() == nullptr) {
            const auto line = read(">");
            if (!line) return;
            decide(*line);
        }
    }

    void show_line(std::size_t number, const receivers::OverviewLine& line)
    {
        constexpr std::size_t width = 29; // 6 for the number, 23 for the longest label.
        const auto digits = std::to_string(number);
        std::string text = std::string(4 - digits.size(), ' ') + digits + "  ";
        text += line.label;
        const std::string margin(width, ' ');
        text += std::string(text.size() < width ? width - text.size() : 1, ' ');
        auto value = indented(line.value.empty() ? "–" : line.value, margin).substr(width);
        if (!line.mark.empty()) value.insert(value.size() - 1, "  (" + line.mark + ")");
        out_ << text << value;
    }

    void decide(const std::string& line)
    {
        if (line == "use" || line == "ta i bruk") {
            const auto faults = receivers::setup_faults(guide_.wanted(), guide_.known());
            for (const auto& fault : faults)
                out_ << "  `" << fault.field << "` of " << to_text(fault.receiver) << " "
                     << fault.what << "\n";
            if (faults.empty()) end_ = DialogueEnd::Use;
        } else if (line == "<") {
            guide_.back();
        } else if (const auto number = number_in(line); number == 0 || !guide_.go_to(number)) {
            out_ << overview_words;
        }
    }

    /// The next line without blanks around it; none when the dialogue has ended.
    std::optional<std::string> read(const std::string& prompt)
    {
        out_ << prompt << (echoes_ ? "" : " ") << std::flush;
        std::string line;
        if (!std::getline(in_, line)) {
            out_ << "\n";
            end_ = DialogueEnd::InputEnded;
            return std::nullopt;
        }
        line = trimmed(line);
        if (echoes_) out_ << (line.empty() ? "" : " ") << line << "\n";
        if (line == "quit") {
            end_ = DialogueEnd::Quit;
            return std::nullopt;
        }
        return line;
    }

    SetupGuide& guide_;
    std::istream& in_;
    std::ostream& out_;
    bool echoes_;
    std::optional<DialogueEnd> end_;
};

} // namespace

DialogueEnd hold_setup_dialogue(SetupGuide& guide, std::istream& in, std::ostream& out, bool echoes)
{
    return Dialogue(guide, in, out, echoes).hold();
}

} // namespace reservepost::batch::commands
