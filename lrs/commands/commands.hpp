// The subcommands of lrs. Each returns the exit code: 0 fine, 1 findings (JSON on standard
// output), 2 wrong usage or an error of input or output.
#pragma once

#include <span>
#include <string_view>

namespace lrs {

using Words = std::span<const std::string_view>;

int serve(Words words);
int check_model_file(Words words);
int attain(Words words);
int export_data(Words words);
int credential(Words words);
int tenant(Words words);
int try_conformance(Words words);
int lint(Words words);
int backup(Words words);
int restore(Words words);
int retention(Words words);
int package(Words words);
int course(Words words);
int compact(Words words);
int stats(Words words);
int verify(Words words);

// Says what is wrong on standard error and returns 2.
int complain(std::string_view why);

} // namespace lrs
