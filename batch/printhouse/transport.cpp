#include "batch/printhouse/transport.h"

namespace reservepost::batch::printhouse {

std::string partial_name(std::string_view name)
{
    return '.' + std::string(name) + ".part";
}

std::string taken_back_name(std::string_view name)
{
    return std::string(name) + ".recalled";
}

} // namespace reservepost::batch::printhouse
