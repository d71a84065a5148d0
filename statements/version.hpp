// The two versions of xAPI that we speak.
#pragma once

namespace statements {

enum class Version {
    v1_0_3, // ADL xAPI 1.0.3 (and every 1.0.x before it)
    v2_0_0, // IEEE 9274.1.1-2023
};

} // namespace statements
