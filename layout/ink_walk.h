#pragma once

#include "layout/content_tokens.h"
#include "layout/ink_colour.h"
#include "layout/ink_font.h"
#include "layout/ink_layers.h"
#include "layout/ink_path.h"
#include "layout/ink_plane.h"
#include "layout/ink_sheet.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

// Inside ink's files only: a page's content, operator by operator.

namespace reservepost::layout {

/// The fonts of a document that were read so far.
class InkFonts {
public:
    std::shared_ptr<const InkFont> font(QPDFObjectHandle object, JudgingBudget& budget);

private:
    std::map<QPDFObjGen, std::shared_ptr<const InkFont>> fonts_;
};

/// What q keeps and Q brings back (ISO 32000-1, 8.4).
struct InkState {
    Matrix to_page;
    InkBox clip;
    bool clip_is_exact = true; ///< The clip is a rectangle, not only lies in one.
    Colour fill, stroke;
    bool opaque = true;         ///< What is painted hides what was there.
    bool white_is_blank = true; ///< No blend mode or transfer function may darken white.
    Pen pen;
    std::shared_ptr<const InkFont> font;
    double font_size = 0;
    double char_space = 0, word_space = 0, leading = 0, rise = 0;
    double text_scale = 1;
    int text_mode = 0;
};

/// Walks content streams and puts what prints on a sheet.
class InkWalk {
public:
    InkWalk(InkSheet& sheet, const InkLayers& layers, InkFonts& fonts, JudgingBudget& budget);

    /// A page's content, from its default space, with its resources.
    void walk_page(const std::string& content, QPDFObjectHandle resources, const Matrix& to_page);

private:
    using Operands = std::vector<Operand>;
    using Handler = void (InkWalk::*)(const Operands&);
    struct Operator {
        std::size_t operands; ///< At least so many, all that matter at the end.
        Handler handler;      ///< None: it prints nothing and changes nothing here.
    };
    static const std::map<std::string, Operator, std::less<>>& operators();

    void walk(const std::string& content, QPDFObjectHandle resources);
    void run(const Operation& operation);
    void missing(const char* what);
    void broken(const char* what);
    QPDFObjectHandle resource(const char* kind, const Operand& name);

    // State (ink_walk.cpp).
    void save(const Operands&);
    void restore(const Operands&);
    void concatenate(const Operands&);
    void line_width(const Operands&);
    void line_join(const Operands&);
    void miter_limit(const Operands&);
    void graphics_state(const Operands&);
    void begin_compatible(const Operands&);
    void end_compatible(const Operands&);
    void begin_marked(const Operands&);
    void begin_layer(const Operands&);
    void end_marked(const Operands&);

    // Colours (ink_walk_colours.cpp).
    void fill_grey(const Operands&);
    void fill_cmyk(const Operands&);
    void stroke_grey(const Operands&);
    void stroke_cmyk(const Operands&);
    void fill_space(const Operands&);
    void stroke_space(const Operands&);
    void fill_colour(const Operands&);
    void stroke_colour(const Operands&);

    // Paths (ink_walk_paths.cpp).
    void move(const Operands&);
    void line(const Operands&);
    void curve(const Operands&);
    void curve_from_here(const Operands&);
    void curve_to_end(const Operands&);
    void close_path(const Operands&);
    void rectangle(const Operands&);
    void stroke_path(const Operands&);
    void close_and_stroke(const Operands&);
    void fill_path(const Operands&);
    void fill_even_odd(const Operands&);
    void fill_and_stroke(const Operands&);
    void fill_even_odd_and_stroke(const Operands&);
    void close_fill_and_stroke(const Operands&);
    void close_fill_even_odd_and_stroke(const Operands&);
    void end_path(const Operands&);
    void clip(const Operands&);
    void clip_even_odd(const Operands&);
    void fill_now(bool even_odd);
    void stroke_now();
    void clip_to(const InkBox& box, bool exact);

    // Text (ink_walk_text.cpp).
    void begin_text(const Operands&);
    void end_text(const Operands&);
    void char_space(const Operands&);
    void word_space(const Operands&);
    void text_scale(const Operands&);
    void leading(const Operands&);
    void text_rise(const Operands&);
    void text_mode(const Operands&);
    void select_font(const Operands&);
    void move_text(const Operands&);
    void move_text_and_lead(const Operands&);
    void text_matrix(const Operands&);
    void next_line(const Operands&);
    void show(const Operands&);
    void show_spaced(const Operands&);
    void show_on_next_line(const Operands&);
    void show_on_next_line_spaced(const Operands&);
    void show_text(const std::string& octets);
    void put_glyph(const ShownGlyph& glyph);
    void draw_glyph(const ShownGlyph& glyph);
    void flush_word();
    void advance(double across, double along);
    const InkFont& font();
    bool text_prints() const;

    // Pictures, forms and shadings (ink_walk_objects.cpp).
    void draw_object(const Operands&);
    void inline_image(const Operands&);
    void shading(const Operands&);
    void draw_image(bool stencil);
    void draw_form(QPDFObjectHandle form);

    /// What prints at `box`, which is in page coordinates: clipped, and nothing if it is hidden.
    void put(const InkBox& box, const Colour& colour, bool dark_all_over);

    InkSheet& sheet_;
    const InkLayers& layers_;
    InkFonts& fonts_;
    JudgingBudget& budget_;

    InkState state_;
    std::vector<InkState> saved_;
    std::size_t saved_before_ = 0; ///< By the contents that this one is drawn from.
    QPDFObjectHandle resources_;
    std::set<QPDFObjGen> open_forms_; ///< Those that are being drawn.
    int hidden_ = 0;                  ///< How many layers that are off surround this place.
    std::vector<bool> marked_;        ///< For each open marked content: it is off.
    int compatible_ = 0;              ///< How many BX are open.

    InkPath path_;
    bool clip_pending_ = false;

    bool in_text_ = false;
    Matrix text_, text_line_;
    std::optional<InkBox> word_; ///< Of glyphs since the last space, in page coordinates.
};

} // namespace reservepost::layout
