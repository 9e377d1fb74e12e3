#include "batch/printhouse/transport.h"

namespace reservepost::batch::printhouse {

std::string partial_name(std::string_view name)
{
    return '.' + std::string(name) + ".part";
}

} // namespace reservepost::batch::printhouse
