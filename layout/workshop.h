#pragma once

#include "fonts/library.h"
#include "layout/address.h"
#include "layout/compose.h"
#include "layout/finding.h"
#include "layout/hyphenation.h"
#include "layout/paragraph.h"
#include "layout/workbench.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace reservepost::layout {

struct PieceMarks;

/// An address and return line tried in the window by themselves.
struct AddressTrial {
    SetAddress set;
    std::vector<Finding> findings; ///< Ink that the page's zones do not let stand there.
};

/// Where letters are set: fonts and patterns, opened once a process, and a bench for each thread
/// that works at the same time. Every method may be called from any thread, and what was set
/// before never shows in what is set after.
class Workshop {
public:
    /// What for: whole letters, or addresses alone, which are never broken, so that neither
    /// patterns nor room for many words are needed (a third of the memory).
    enum class Purpose { Letters, Addresses };

    explicit Workshop(Purpose purpose = Purpose::Letters);
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    /// As `layout::compose`, at a bench that nobody else works at.
    Composition compose(const Letter& letter, const PageGeometry& geometry) const;

    /// Sets only `letter`'s address and return line, and judges that page as `judge` does. Throws
    /// `AddressDoesNotFit`.
    AddressTrial try_address(const Letter& letter, const PageGeometry& geometry) const;

    /// As `FrameGate::judge_letter`, or with marks as `FrameGate::judge_piece`.
    std::vector<Finding> judge(const Composition& letter, const PageGeometry& geometry,
                               const PieceMarks* marks = nullptr) const;

    /// `text` as one line of our own plain face, from the left edge (0, 0) on its baseline.
    SetLine set_line(const std::string& text, Length size) const;

    /// Puts `word` in large light letters behind what stands on each page, so that nobody takes it
    /// for a letter.
    void mark_as_proof(std::vector<Frame>& pages, const std::string& word) const;

    const fonts::Library& library() const { return library_; }

    /// Changes whenever a letter might come out differently: the versions of fonts and patterns.
    std::string fingerprint() const;

private:
    class Borrowed;

    fonts::Library library_;
    Hyphenator hyphenator_;
    std::size_t words_; ///< That each bench keeps shaped.
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Workbench>> idle_;
};

} // namespace reservepost::layout
