#include "layout/ink_walk.h"

#include "layout/pdf_access.h"

#include <utility>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_fonts = 1000; ///< Remembered at a time.
constexpr std::size_t most_saved = 10'000;

} // namespace

std::shared_ptr<const InkFont> InkFonts::font(QPDFObjectHandle object, JudgingBudget& budget)
{
    if (!object.isIndirect()) return std::make_shared<const InkFont>(InkFont::of(object, budget));
    const QPDFObjGen number = object.getObjGen();
    const auto known = fonts_.find(number);
    if (known != fonts_.end()) return known->second;
    if (fonts_.size() == most_fonts) fonts_.clear();
    return fonts_.emplace(number, std::make_shared<const InkFont>(InkFont::of(object, budget)))
        .first->second;
}

// clang-format off
const std::map<std::string, InkWalk::Operator, std::less<>>& InkWalk::operators()
{
    using Walk = InkWalk;
    static const std::map<std::string, Operator, std::less<>> table = {
        {"q", {0, &Walk::save}},             {"Q", {0, &Walk::restore}},
        {"cm", {6, &Walk::concatenate}},     {"w", {1, &Walk::line_width}},
        {"j", {1, &Walk::line_join}},        {"M", {1, &Walk::miter_limit}},
        {"J", {1, nullptr}},                 {"d", {2, nullptr}},
        {"ri", {1, nullptr}},                {"i", {1, nullptr}},
        {"gs", {1, &Walk::graphics_state}},
        {"BX", {0, &Walk::begin_compatible}}, {"EX", {0, &Walk::end_compatible}},
        {"BMC", {1, &Walk::begin_marked}},   {"BDC", {2, &Walk::begin_layer}},
        {"EMC", {0, &Walk::end_marked}},     {"MP", {1, nullptr}},
        {"DP", {2, nullptr}},

        {"g", {1, &Walk::fill_grey}},        {"G", {1, &Walk::stroke_grey}},
        {"rg", {3, &Walk::fill_grey}},       {"RG", {3, &Walk::stroke_grey}},
        {"k", {4, &Walk::fill_cmyk}},        {"K", {4, &Walk::stroke_cmyk}},
        {"cs", {1, &Walk::fill_space}},      {"CS", {1, &Walk::stroke_space}},
        {"sc", {1, &Walk::fill_colour}},     {"SC", {1, &Walk::stroke_colour}},
        {"scn", {1, &Walk::fill_colour}},    {"SCN", {1, &Walk::stroke_colour}},

        {"m", {2, &Walk::move}},             {"l", {2, &Walk::line}},
        {"c", {6, &Walk::curve}},            {"v", {4, &Walk::curve_from_here}},
        {"y", {4, &Walk::curve_to_end}},     {"h", {0, &Walk::close_path}},
        {"re", {4, &Walk::rectangle}},       {"n", {0, &Walk::end_path}},
        {"S", {0, &Walk::stroke_path}},      {"s", {0, &Walk::close_and_stroke}},
        {"f", {0, &Walk::fill_path}},        {"F", {0, &Walk::fill_path}},
        {"f*", {0, &Walk::fill_even_odd}},   {"B", {0, &Walk::fill_and_stroke}},
        {"B*", {0, &Walk::fill_even_odd_and_stroke}},
        {"b", {0, &Walk::close_fill_and_stroke}},
        {"b*", {0, &Walk::close_fill_even_odd_and_stroke}},
        {"W", {0, &Walk::clip}},             {"W*", {0, &Walk::clip_even_odd}},

        {"BT", {0, &Walk::begin_text}},      {"ET", {0, &Walk::end_text}},
        {"Tc", {1, &Walk::char_space}},      {"Tw", {1, &Walk::word_space}},
        {"Tz", {1, &Walk::text_scale}},      {"TL", {1, &Walk::leading}},
        {"Ts", {1, &Walk::text_rise}},       {"Tr", {1, &Walk::text_mode}},
        {"Tf", {2, &Walk::select_font}},     {"Td", {2, &Walk::move_text}},
        {"TD", {2, &Walk::move_text_and_lead}}, {"Tm", {6, &Walk::text_matrix}},
        {"T*", {0, &Walk::next_line}},       {"Tj", {1, &Walk::show}},
        {"TJ", {1, &Walk::show_spaced}},     {"'", {1, &Walk::show_on_next_line}},
        {"\"", {3, &Walk::show_on_next_line_spaced}},

        {"Do", {1, &Walk::draw_object}},     {"sh", {1, &Walk::shading}},
        {"BI", {0, nullptr}},                {"ID", {0, &Walk::inline_image}},
        {"EI", {0, nullptr}},                {"d0", {2, nullptr}},
        {"d1", {6, nullptr}},
    };
    return table;
}
// clang-format on

InkWalk::InkWalk(InkSheet& sheet, const InkLayers& layers, InkFonts& fonts, JudgingBudget& budget)
    : sheet_(sheet), layers_(layers), fonts_(fonts), budget_(budget)
{
}

void InkWalk::walk_page(const std::string& content, QPDFObjectHandle resources,
                        const Matrix& to_page)
{
    state_.to_page = to_page;
    state_.clip = sheet_.whole();
    walk(content, std::move(resources));
}

/// One content stream, with everything that it leaves open closed at its end.
void InkWalk::walk(const std::string& content, QPDFObjectHandle resources)
{
    const JudgingBudget::Descent descent(budget_);
    const std::size_t saved_before = std::exchange(saved_before_, saved_.size());
    const QPDFObjectHandle resources_before = std::exchange(resources_, std::move(resources));
    const InkPath path_before = std::exchange(path_, {});
    const std::vector<bool> marked_before = std::exchange(marked_, {});
    const int compatible_before = std::exchange(compatible_, 0);
    const int hidden_before = hidden_;

    ContentTokens tokens(content, budget_);
    Operation operation;
    while (tokens.next(operation))
        run(operation);
    flush_word();
    if (tokens.broken()) broken("something in it is no token, or is never closed");
    if (saved_.size() != saved_before_ || in_text_) {
        sheet_.find("GRAPHICS_STATE_UNBALANCED", "the content leaves a q or BT open",
                    "as many Q as q, and ET after BT, in each content stream");
        if (saved_.size() > saved_before_) {
            state_ = saved_[saved_before_];
            saved_.resize(saved_before_);
        }
        in_text_ = false;
    }
    saved_before_ = saved_before;
    resources_ = resources_before;
    path_ = path_before;
    marked_ = marked_before;
    compatible_ = compatible_before;
    hidden_ = hidden_before;
}

void InkWalk::run(const Operation& operation)
{
    const auto found = operators().find(operation.name);
    if (found == operators().end()) {
        if (compatible_ == 0) {
            sheet_.find("OPERATOR_UNKNOWN", "the content has an operator that PDF does not know",
                        "the operators of ISO 32000-1, annex A, or others between BX and EX");
        }
        return;
    }
    const Operator& known = found->second;
    if (operation.operands.size() < known.operands) {
        broken("an operator lacks its operands");
        return;
    }
    if (known.handler != nullptr) (this->*known.handler)(operation.operands);
}

void InkWalk::broken(const char* what)
{
    sheet_.find("CONTENT_BROKEN", std::string("the content is broken: ") + what,
                "content as ISO 32000-1, 7.8.2 has it");
}

void InkWalk::missing(const char* what)
{
    sheet_.find("RESOURCE_MISSING",
                std::string("the content asks for ") + what + " that is not there",
                "everything that content names in the resources beside it");
}

QPDFObjectHandle InkWalk::resource(const char* kind, const Operand& name)
{
    if (name.kind != Operand::Kind::Name) return QPDFObjectHandle::newNull();
    return value_of(value_of(resources_, kind), name.text);
}

void InkWalk::put(const InkBox& box, const Colour& colour, bool dark_all_over)
{
    if (hidden_ > 0) return;
    const InkBox seen = box.is_finite() ? box.within(state_.clip) : box;
    if (seen.is_finite() && !seen.exists()) return;
    if (colour.white && state_.white_is_blank) {
        sheet_.whiten(seen);
    } else if (dark_all_over && colour.dark && state_.opaque && state_.clip_is_exact) {
        sheet_.add_dark_rectangle(seen);
    } else {
        sheet_.add(seen);
    }
}

void InkWalk::save(const Operands&)
{
    if (saved_.size() == most_saved) {
        throw CannotJudge("TOO_MUCH_TO_JUDGE", "page content keeps more than 10,000 states (q)");
    }
    saved_.push_back(state_);
}

void InkWalk::restore(const Operands&)
{
    if (saved_.size() <= saved_before_) {
        sheet_.find("GRAPHICS_STATE_UNBALANCED", "the content has a Q without its q",
                    "as many Q as q, and ET after BT, in each content stream");
        return;
    }
    flush_word();
    state_ = std::move(saved_.back());
    saved_.pop_back();
}

void InkWalk::concatenate(const Operands& o)
{
    const Matrix m{o[0].number, o[1].number, o[2].number, o[3].number, o[4].number, o[5].number};
    state_.to_page = m.then(state_.to_page);
}

void InkWalk::line_width(const Operands& o)
{
    state_.pen.width = std::abs(o[0].number);
}

void InkWalk::line_join(const Operands& o)
{
    state_.pen.miter = o[0].number == 0;
}

void InkWalk::miter_limit(const Operands& o)
{
    state_.pen.miter_limit = o[0].number;
}

void InkWalk::graphics_state(const Operands& o)
{
    QPDFObjectHandle given = resource("/ExtGState", o[0]);
    if (!given.isDictionary()) {
        missing("a graphics state");
        return;
    }
    flush_word();
    const auto one = [&](const char* key) { return number_or(value_of(given, key), 1) == 1; };
    const auto set = [&](const char* key) { return !value_of(given, key).isNull(); };
    state_.pen.width = std::abs(number_or(value_of(given, "/LW"), state_.pen.width));
    state_.pen.miter_limit = number_or(value_of(given, "/ML"), state_.pen.miter_limit);
    if (set("/LJ")) state_.pen.miter = number_or(value_of(given, "/LJ"), 0) == 0;
    if (set("/ca") || set("/CA")) state_.opaque = one("/ca") && one("/CA");
    if (set("/SMask") && !is_name(value_of(given, "/SMask"), "/None")) state_.opaque = false;
    const QPDFObjectHandle blend = value_of(given, "/BM");
    const bool plain = is_name(blend, "/Normal") || is_name(blend, "/Compatible");
    if (set("/BM") && !plain) state_.opaque = state_.white_is_blank = false;
    for (const char* const transfer : {"/TR", "/TR2"}) {
        const QPDFObjectHandle function = value_of(given, transfer);
        if (set(transfer) && !is_name(function, "/Identity") && !is_name(function, "/Default"))
            state_.opaque = state_.white_is_blank = false;
    }
    QPDFObjectHandle font = value_of(given, "/Font");
    if (font.isArray() && font.getArrayNItems() == 2) {
        state_.font = fonts_.font(font.getArrayItem(0), budget_);
        state_.font_size = number_or(font.getArrayItem(1), 0);
    }
}

void InkWalk::begin_compatible(const Operands&)
{
    ++compatible_;
}

void InkWalk::end_compatible(const Operands&)
{
    if (compatible_ == 0) {
        broken("EX without BX");
    } else {
        --compatible_;
    }
}

void InkWalk::begin_marked(const Operands&)
{
    marked_.push_back(false);
}

void InkWalk::begin_layer(const Operands& o)
{
    bool off = false;
    if (o[0].kind == Operand::Kind::Name && o[0].text == "/OC") {
        QPDFObjectHandle layer = resource("/Properties", o[1]);
        if (layer.isNull()) missing("a layer");
        off = !layers_.prints(layer);
    }
    flush_word();
    marked_.push_back(off);
    if (off) ++hidden_;
}

void InkWalk::end_marked(const Operands&)
{
    if (marked_.empty()) {
        broken("EMC without BMC or BDC");
        return;
    }
    flush_word();
    if (marked_.back()) --hidden_;
    marked_.pop_back();
}

} // namespace reservepost::layout
