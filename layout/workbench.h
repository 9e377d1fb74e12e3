#pragma once

#include "fonts/glyph_boxes.h"
#include "fonts/library.h"
#include "fonts/shaped_words.h"
#include "layout/hyphenation.h"
#include "layout/line_tools.h"
#include "layout/remembered_paragraphs.h"
#include "layout/text_tools.h"

namespace reservepost::layout {

/// What one thread has at hand while it sets text: fonts, patterns, and what it keeps between
/// one paragraph and the next so as not to make it anew. Nothing that it remembers ever changes
/// a result. One thread at a time.
class Workbench {
public:
    /// Both must outlive the bench. Words are kept as `fonts::ShapedWords` tells.
    Workbench(const fonts::Library& library, const Hyphenator& hyphenator,
              std::size_t words = fonts::ShapedWords::usual_words)
        : library_(library), hyphenator_(hyphenator), text_tools_(library), words_(library, words),
          line_tools_(hyphenator), glyph_boxes_(library)
    {
    }
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    const fonts::Library& library() const { return library_; }
    const Hyphenator& hyphenator() const { return hyphenator_; }
    TextTools& text_tools() { return text_tools_; }
    fonts::ShapedWords& words() { return words_; }
    LineTools& line_tools() { return line_tools_; }
    RememberedParagraphs& paragraphs() { return paragraphs_; }
    fonts::GlyphBoxes& glyph_boxes() { return glyph_boxes_; }

private:
    const fonts::Library& library_;
    const Hyphenator& hyphenator_;
    TextTools text_tools_;
    fonts::ShapedWords words_;
    LineTools line_tools_;
    RememberedParagraphs paragraphs_;
    fonts::GlyphBoxes glyph_boxes_;
};

} // namespace reservepost::layout
