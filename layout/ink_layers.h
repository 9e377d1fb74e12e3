#pragma once

#include <qpdf/QPDFObjectHandle.hh>

#include <set>

// Inside ink's files only: layers of a document that are switched off (optional content).

namespace reservepost::layout {

/// Which layers do not print. Source: ISO 32000-1, 8.11. Where a reader may switch layers by
/// itself on printing (/AS), all count as printed.
class InkLayers {
public:
    InkLayers() = default; ///< None is off.

    /// As the document's catalogue says.
    explicit InkLayers(QPDFObjectHandle catalogue);

    /// False only if content that belongs to this layer, or group of layers, surely does not print.
    bool prints(QPDFObjectHandle layer) const;

private:
    bool is_off(QPDFObjectHandle layer) const;

    bool all_off_ = false; ///< But for those named.
    std::set<QPDFObjGen> off_, on_;
};

} // namespace reservepost::layout
