#pragma once

#include <hb.h>

#include <atomic>
#include <memory>
#include <mutex>

// Inside this folder only: a face as subsets are cut from it.

namespace reservepost::fonts {

/// Cutting a subset of Noto Sans takes 170 µs, and 25 once HarfBuzz has prepared the face, which
/// takes 7 ms; so the face is prepared when that many subsets have been cut of it that the work
/// pays. The subsets are the same either way. Any thread.
class SubsetSource {
public:
    /// `face` must outlive this.
    explicit SubsetSource(hb_face_t* face) : face_(face) {}

    /// The face to cut the next subset from, the prepared one if there is one.
    hb_face_t* next() const;

private:
    struct Destroy {
        void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    };

    hb_face_t* face_;
    mutable std::atomic<int> cut_ = 0;
    mutable std::once_flag once_;
    mutable std::unique_ptr<hb_face_t, Destroy> prepared_;
};

} // namespace reservepost::fonts
