#include "layout/workshop.h"

namespace reservepost::layout {

/// A bench taken from the idle ones, or a new one; it goes back when its work is done.
class Workshop::Borrowed {
public:
    explicit Borrowed(const Workshop& shop) : shop_(shop)
    {
        const std::lock_guard lock(shop_.mutex_);
        if (!shop_.idle_.empty()) {
            bench_ = std::move(shop_.idle_.back());
            shop_.idle_.pop_back();
        }
        if (!bench_) bench_ = std::make_unique<Workbench>(shop_.library_, shop_.hyphenator_);
    }
    ~Borrowed()
    {
        const std::lock_guard lock(shop_.mutex_);
        shop_.idle_.push_back(std::move(bench_));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

    Workbench& operator*() { return *bench_; }

private:
    const Workshop& shop_;
    std::unique_ptr<Workbench> bench_;
};

Composition Workshop::compose(const Letter& letter, const PageGeometry& geometry) const
{
    Borrowed bench(*this);
    return layout::compose(letter, geometry, *bench);
}

std::string Workshop::fingerprint() const
{
    return library_.fingerprint() + hyphenator_.fingerprint();
}

} // namespace reservepost::layout
