#include "content/cmi5_satisfaction.hpp"

namespace content {
namespace {

class Evaluation {
public:
    Evaluation(const Cmi5Course& course, const Cmi5State& state) : course_(course), state_(state) {}

    std::vector<Cmi5Unit> run()
    {
        if (all(course_.parts)) tell({Cmi5Unit::Kind::course});
        return std::move(out_);
    }

private:
    // All parts are asked, also behind one that is not satisfied: there may be news in each.
    bool all(const std::vector<Cmi5Part>& parts)
    {
        bool out = true;
        for (const auto& part : parts)
            out &= is_satisfied(part);
        return out;
    }

    bool is_satisfied(const Cmi5Part& part)
    {
        switch (part.kind) {
        case Cmi5Part::Kind::au:
            return meets(course_.aus[part.index].move_on, state_.au(part.index));
        case Cmi5Part::Kind::block: break;
        }
        if (!all(course_.blocks[part.index].parts)) return false;
        tell({Cmi5Unit::Kind::block, part.index});
        return true;
    }

    void tell(const Cmi5Unit& unit)
    {
        if (!state_.is_said_satisfied(unit)) out_.push_back(unit);
    }

    const Cmi5Course& course_;
    const Cmi5State& state_;
    std::vector<Cmi5Unit> out_;
};

} // namespace

bool meets(MoveOn move_on, const Cmi5AuState& state)
{
    if (state.waived) return true; // 9.3.9
    switch (move_on) {
    case MoveOn::not_applicable: return true;
    case MoveOn::passed: return state.passed.has_value();
    case MoveOn::completed: return state.completed.has_value();
    case MoveOn::completed_and_passed: return state.completed && state.passed;
    case MoveOn::completed_or_passed: return state.completed || state.passed;
    }
    return false;
}

std::vector<Cmi5Unit> newly_satisfied(const Cmi5Course& course, const Cmi5State& state)
{
    return Evaluation(course, state).run();
}

} // namespace content
