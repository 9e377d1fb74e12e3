#include "layout/fallback.h"

#include "layout/face_memory.h"
#include "layout/han_forms.h"
#include "layout/paragraph.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace reservepost::layout {

namespace {

std::unique_ptr<icu::BreakIterator> grapheme_clusters()
{
    // Making one takes a millisecond, a clone of it less than a microsecond.
    static const std::unique_ptr<const icu::BreakIterator> original = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<const icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no cluster rules; reinstall it");
        return made;
    }();
    return std::unique_ptr<icu::BreakIterator>(original->clone());
}

/// True if the character belongs to no script of its own.
bool is_common(char32_t character)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto script = uscript_getScript(static_cast<UChar32>(character), &status);
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

constexpr bool is_space(char32_t character)
{
    return character == U' ' || character == U'\u00A0';
}

enum class Kind {
    Ours,   ///< Letters that our own face has.
    Space,  ///< A space, which our own face has too.
    Sign,   ///< What else our own face has and scripts share: figures, punctuation.
    Script, ///< Letters of another face.
    Common, ///< Signs of another face, which scripts share.
    Steers, ///< What has no look at all.
    Boxed,
};

/// Clusters of one kind and style, of which one face has all.
struct Marked : Stretch {
    int face = 0;
    fonts::Style style = fonts::Style::Regular;
    Kind kind = Kind::Ours;
};

} // namespace

/// Goes through a text cluster by cluster, and then over what it has found once for each rule.
class Fallback::Coverer {
public:
    explicit Coverer(const fonts::Library& library)
        : library_(library), clusters_(grapheme_clusters())
    {
    }

    const std::vector<CoveredStretch>& cover(const CollectedText& collected,
                                             std::string_view language)
    {
        text_ = collected.text;
        forms_ = han_forms_of(text_, language);
        marked_.clear();
        for (const StyledStretch& stretch : collected.styles)
            mark(stretch);
        give_signs_the_face_of_their_words(marked_.begin(), marked_.end());
        give_signs_the_face_of_their_words(marked_.rbegin(), marked_.rend());
        give_what_steers_the_face_before_it();
        give_neutrals_the_face_around_them();
        join();
        return covered_;
    }

private:
    void mark(const StyledStretch& stretch)
    {
        style_ = stretch.style;
        const auto part = text_.substr(stretch.start, stretch.end - stretch.start);
        const icu::UnicodeString alias(false, part.data(), static_cast<int32_t>(part.size()));
        clusters_->setText(alias);
        std::size_t start = stretch.start;
        clusters_->first();
        for (int32_t at = clusters_->next(); at != icu::BreakIterator::DONE;
             at = clusters_->next()) {
            const std::size_t end = stretch.start + static_cast<std::size_t>(at);
            mark_cluster(start, end);
            start = end;
        }
    }

    void mark_cluster(std::size_t start, std::size_t end)
    {
        const char32_t first = character_at(start);
        const int face = face_of(start, end);
        if (face == FaceMemory::none) {
            mark_one_by_one(start, end);
        } else if (face == FaceMemory::steers) {
            add({{start, end}, library_.body_face(style_), style_, Kind::Steers});
        } else if (face == library_.body_face(style_)) {
            const Kind shared = is_space(first) ? Kind::Space : Kind::Sign;
            add({{start, end}, face, style_, is_common(first) ? shared : Kind::Ours});
        } else {
            add({{start, end}, face, style_, is_common(first) ? Kind::Common : Kind::Script});
        }
    }

    /// A face that has all of the cluster, `FaceMemory::none` or `FaceMemory::steers`.
    int face_of(std::size_t start, std::size_t end)
    {
        FaceMemory& memory = memory_of(style_);
        int face = FaceMemory::steers;
        visible_.clear();
        for (std::size_t at = start; at < end;) {
            const char32_t character = next_character(at);
            const int own = memory.face_of(character);
            if (own == FaceMemory::none) return FaceMemory::none;
            if (own == FaceMemory::steers) continue;
            visible_ += character;
            if (face == FaceMemory::steers) face = own;
        }
        // The first face that has a letter is mostly the one that has its marks too.
        if (visible_.size() < 2 || has_all(face, visible_)) return face;
        return library_.face_for(visible_, style_, forms_).value_or(FaceMemory::none);
    }

    void mark_one_by_one(std::size_t start, std::size_t end)
    {
        for (std::size_t at = start; at < end;) {
            const std::size_t from = at;
            const int own = memory_of(style_).face_of(next_character(at));
            // What steers a cluster that cannot be shown is a part of what cannot be shown.
            if (own < 0) {
                add({{from, at}, library_.body_face(style_), style_, Kind::Boxed});
            } else {
                add({{from, at}, own, style_, Kind::Script});
            }
        }
    }

    void add(const Marked& next)
    {
        if (!marked_.empty() && next.kind != Kind::Boxed) {
            Marked& last = marked_.back();
            if (last.face == next.face && last.kind == next.kind && last.style == next.style) {
                last.end = next.end;
                return;
            }
        }
        marked_.push_back(next);
    }

    /// Gives signs the face of the nearest words of another face than ours, one way through the
    /// text. What they are given counts as their own from then on.
    template <class Iterator> void give_signs_the_face_of_their_words(Iterator next, Iterator end)
    {
        int near = FaceMemory::none;
        fonts::Style style = fonts::Style::Regular;
        for (; next != end; ++next) {
            if (next->kind == Kind::Script) {
                near = next->face;
                style = next->style;
            } else if (next->kind == Kind::Common && near != FaceMemory::none &&
                       style == next->style && has_all(near, *next)) {
                next->face = near;
                next->kind = Kind::Script;
            }
        }
    }

    void give_what_steers_the_face_before_it()
    {
        int face = FaceMemory::none;
        for (Marked& each : marked_) {
            const bool ours = each.kind == Kind::Ours || is_neutral(each);
            if (each.kind == Kind::Steers && face != FaceMemory::none) {
                each.face = face;
            } else {
                face = ours || each.kind == Kind::Boxed ? FaceMemory::none : each.face;
            }
        }
    }

    /// Gives spaces and signs between words of one other face that face, and in a text without
    /// letters of ours also those at its ends.
    void give_neutrals_the_face_around_them()
    {
        const bool ours = std::ranges::find(marked_, Kind::Ours, &Marked::kind) != marked_.end();
        for (std::size_t first = 0; first < marked_.size(); ++first) {
            if (!is_neutral(marked_[first])) continue;
            std::size_t end = first + 1;
            while (end < marked_.size() && is_neutral(marked_[end]))
                ++end;
            const Marked* const before = first > 0 ? &marked_[first - 1] : nullptr;
            const Marked* const after = end < marked_.size() ? &marked_[end] : nullptr;
            const bool between = before != nullptr && after != nullptr;
            if (between ? before->face == after->face : !ours && before != after)
                give_face_of(before != nullptr ? *before : *after, first, end);
            first = end;
        }
    }

    void give_face_of(const Marked& word, std::size_t first, std::size_t end)
    {
        if (word.kind == Kind::Boxed) return;
        for (; first < end; ++first) {
            // A sign that stands beside signs only is ours.
            const bool fits = marked_[first].kind == Kind::Space || word.kind != Kind::Common;
            if (fits && has_all(word.face, marked_[first])) marked_[first].face = word.face;
        }
    }

    static bool is_neutral(const Marked& each)
    {
        return each.kind == Kind::Space || each.kind == Kind::Sign;
    }

    void join()
    {
        covered_.clear();
        for (const Marked& each : marked_) {
            const bool boxed = each.kind == Kind::Boxed;
            if (!covered_.empty() && !boxed && !covered_.back().boxed &&
                covered_.back().face == each.face) {
                covered_.back().end = each.end;
            } else {
                covered_.push_back({each.start, each.end, each.face, boxed});
            }
        }
    }

    bool has_all(int face, std::u32string_view characters) const
    {
        const fonts::CharacterSet& set = library_.characters(face);
        return std::ranges::all_of(characters, [&set](char32_t c) { return set.has(c); });
    }

    bool has_all(int face, const Stretch& stretch)
    {
        const fonts::CharacterSet& set = library_.characters(face);
        for (std::size_t at = stretch.start; at < stretch.end;) {
            const char32_t character = next_character(at);
            const bool steers = memory_of(style_).face_of(character) == FaceMemory::steers;
            if (!steers && !set.has(character)) return false;
        }
        return true;
    }

    char32_t next_character(std::size_t& at) const
    {
        UChar32 character = 0;
        U16_NEXT(text_.data(), at, text_.size(), character);
        return static_cast<char32_t>(character);
    }

    char32_t character_at(std::size_t at) const { return next_character(at); }

    FaceMemory& memory_of(fonts::Style style)
    {
        auto& memory =
            memories_.at(static_cast<std::size_t>(style)).at(static_cast<std::size_t>(forms_));
        if (!memory) memory = std::make_unique<FaceMemory>(library_, style, forms_);
        return *memory;
    }

    const fonts::Library& library_;
    std::unique_ptr<icu::BreakIterator> clusters_;
    std::array<std::array<std::unique_ptr<FaceMemory>, 5>, 4> memories_; ///< By style and forms.

    // Of the text in hand.
    std::u16string_view text_;
    fonts::HanForms forms_ = fonts::HanForms::SimplifiedChinese;
    fonts::Style style_ = fonts::Style::Regular;
    std::u32string visible_;
    std::vector<Marked> marked_;
    std::vector<CoveredStretch> covered_;
};

Fallback::Fallback(const fonts::Library& library) : coverer_(std::make_unique<Coverer>(library)) {}
Fallback::~Fallback() = default;

const std::vector<CoveredStretch>& Fallback::cover(const CollectedText& collected,
                                                   std::string_view language)
{
    return coverer_->cover(collected, language);
}

} // namespace reservepost::layout
