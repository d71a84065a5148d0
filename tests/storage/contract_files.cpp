// Files of course packages: what is put is read, in whatever pieces it comes and is asked for.
#include "tests/storage/backends.hpp"
#include "tests/storage/random_statements.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstring>
#include <thread>

using namespace storage_tests;
using storage::Digest;
using storage::Pull;
using storage::StoredFile;
namespace data = boost::unit_test::data;

namespace {

constexpr std::size_t piece = 1u << 20; // Of the store on disk.
constexpr auto everything = std::string::npos;

std::string content(std::size_t size, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::string out(size, '\0');
    for (std::size_t at = 0; at < size; at += 4) {
        const auto word = static_cast<std::uint32_t>(random());
        std::memcpy(out.data() + at, &word, std::min<std::size_t>(4, size - at));
    }
    return out;
}

// Gives a text in pieces, and then fails or ends. To ask for more is a mistake.
class Source {
public:
    Source(std::string text, std::size_t step, bool fails = false)
        : text_(std::move(text)), step_(step), fails_(fails)
    {
    }

    base::Result<std::string> operator()()
    {
        BOOST_TEST(!ended_);
        auto out = text_.substr(at_, step_);
        at_ += out.size();
        ended_ = out.empty();
        if (ended_ && fails_) return base::Error{ErrorKind::invalid, "torn"};
        return out;
    }

private:
    std::string text_;
    std::size_t step_;
    bool fails_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

base::Result<StoredFile> put(const Opened& store, const std::string& text,
                             std::size_t step = 100'000, Tenant tenant = home)
{
    Source source(text, step);
    return store.files().put(tenant, std::ref(source));
}

std::string whole(const Opened& store, const Digest& digest, Tenant tenant = home)
{
    return store.files().read(tenant, digest, 0, everything).value();
}

bool is_absent(const Opened& store, const Digest& digest, Tenant tenant = home)
{
    const auto read = store.files().read(tenant, digest, 0, 1);
    return !store.files().size(tenant, digest).value() && !read &&
           read.error().kind == ErrorKind::not_found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_files)

BOOST_DATA_TEST_CASE(what_is_put_is_read, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const std::size_t sizes[] = {
        0,     1,         4'095,         4'096,     4'097,         piece - 1,
        piece, piece + 1, 2 * piece - 1, 2 * piece, 2 * piece + 1, 3 * piece + 7};
    for (const auto size : sizes) {
        for (const std::size_t step : {std::size_t{999}, piece, 5 * piece}) {
            BOOST_TEST_CONTEXT(size << " bytes, " << step << " at once")
            {
                const auto text = content(size, static_cast<unsigned>(step));
                const auto stored = put(*store, text, step).value();
                BOOST_TEST((stored == StoredFile{base::sha256(text), size}));
                BOOST_TEST(store->files().size(home, stored.digest).value().value() == size);
                BOOST_TEST((whole(*store, stored.digest) == text));
            }
        }
    }
}

BOOST_DATA_TEST_CASE(ranges, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto text = content(2 * piece + 100);
    const auto digest = put(*store, text).value().digest;

    const struct {
        const char* name;
        std::uint64_t offset;
        std::size_t length;
    } rows[] = {
        {"nothing", 0, 0},
        {"the first byte", 0, 1},
        {"the first piece", 0, piece},
        {"and a byte", 0, piece + 1},
        {"the last byte of a piece", piece - 1, 1},
        {"the first of the next", piece, 1},
        {"two beside the border", piece - 1, 2},
        {"over two borders", piece - 1, piece + 2},
        {"the second piece", piece, piece},
        {"the last byte", 2 * piece + 99, 1},
        {"one byte too many", 2 * piece + 99, 2},
        {"to the end", 5, everything},
        {"from the end", 2 * piece + 100, 1},
        {"from behind the end", 2 * piece + 101, everything},
        {"from far behind it", ~0ull, everything},
        {"nothing, inside", 7, 0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto expected =
                row.offset < text.size() ? text.substr(row.offset, row.length) : "";
            BOOST_TEST(
                (store->files().read(home, digest, row.offset, row.length).value() == expected));
        }
    }
}

BOOST_DATA_TEST_CASE(random_ranges, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    Dice dice(seed);
    const auto text = content(1 + dice.below(4 * piece), seed);
    const auto digest = put(*store, text, 1 + dice.below(2 * piece)).value().digest;
    for (int turn = 0; turn < 100; ++turn) {
        const auto offset = dice.below(static_cast<unsigned>(text.size()));
        const auto length = dice.below(2 * piece);
        BOOST_TEST((store->files().read(home, digest, offset, length).value() ==
                    text.substr(offset, length)),
                   "seed " << seed);
    }
}

BOOST_DATA_TEST_CASE(the_same_content_is_the_same_file, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, 2 * piece + 5}) {
        const auto text = content(size);
        const auto first = put(*store, text).value();
        BOOST_TEST((put(*store, text, 7'777).value() == first));
        BOOST_TEST((whole(*store, first.digest) == text));
        const std::vector<Digest> gone{first.digest};
        BOOST_TEST(store->files().remove(home, gone).has_value());
        BOOST_TEST(is_absent(*store, first.digest));
        BOOST_TEST((put(*store, text).value() == first));
        BOOST_TEST((whole(*store, first.digest) == text));
    }
}

BOOST_DATA_TEST_CASE(removal, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::vector<Digest> digests;
    for (unsigned seed = 0; seed < 4; ++seed)
        digests.push_back(put(*store, content(1 + seed * piece, seed)).value().digest);
    const std::vector<Digest> some{digests[3], base::sha256("never there"), digests[1], digests[3]};
    BOOST_TEST(store->files().remove(home, some).has_value());
    BOOST_TEST(store->files().remove(home, {}).has_value());
    for (unsigned seed = 0; seed < 4; ++seed)
        BOOST_TEST(is_absent(*store, digests[seed]) == (seed % 2 == 1));
    BOOST_TEST((whole(*store, digests[2]) == content(1 + 2 * piece, 2)));
}

BOOST_DATA_TEST_CASE(many_are_removed_at_once, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::vector<Digest> digests;
    for (unsigned number = 0; number < 1'200; ++number)
        digests.push_back(put(*store, std::to_string(number)).value().digest);
    const auto left = digests.back();
    digests.pop_back();
    BOOST_TEST(store->files().remove(home, digests).has_value());
    for (const auto& digest : digests)
        BOOST_TEST_REQUIRE(is_absent(*store, digest));
    BOOST_TEST(whole(*store, left) == "1199");
}

BOOST_DATA_TEST_CASE(a_torn_file_is_not_there, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, piece, 3 * piece + 5}) {
        const auto text = content(size);
        Source torn(text, 50'000, true);
        const auto refused = store->files().put(home, std::ref(torn));
        BOOST_TEST((!refused && refused.error().kind == ErrorKind::invalid));
        BOOST_TEST(refused.error().why == "torn");
        BOOST_TEST(is_absent(*store, base::sha256(text)));
        BOOST_TEST((whole(*store, put(*store, text).value().digest) == text));
    }
}

BOOST_DATA_TEST_CASE(nothing_is_there_before_all_is, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto text = content(3 * piece);
    Source source(text, 100'000);
    const Pull next = std::ref(source);
    const auto stored = store->files().put(home, [&] {
        BOOST_TEST(is_absent(*store, base::sha256(text)));
        return next();
    });
    BOOST_TEST((whole(*store, stored.value().digest) == text));
}

BOOST_DATA_TEST_CASE(tenants_do_not_meet, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto text = content(piece + 3);
    const auto digest = put(*store, text).value().digest;
    for (const auto tenant : {elsewhere, Tenant{0}, Tenant{~0u}}) {
        BOOST_TEST(is_absent(*store, digest, tenant));
        const std::vector<Digest> gone{digest};
        BOOST_TEST(store->files().remove(tenant, gone).has_value());
        BOOST_TEST((whole(*store, digest) == text));
        BOOST_TEST((put(*store, text, 1'000, tenant).value().digest == digest));
        BOOST_TEST((whole(*store, digest, tenant) == text));
        BOOST_TEST(store->files().remove(tenant, gone).has_value());
    }
    BOOST_TEST((whole(*store, digest) == text));
}

// Whoever reads finds all of a file or none of it, whatever others do to it.
BOOST_DATA_TEST_CASE(many_put_read_and_remove_the_same, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const std::vector<std::string> texts{content(10), content(piece + 1), content(2 * piece, 2)};
    std::atomic<unsigned> wrong = 0;
    std::vector<std::thread> threads;
    for (unsigned thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            Dice dice(thread);
            for (int turn = 0; turn < 30; ++turn) {
                const auto& text = texts[dice.below(3)];
                const auto digest = base::sha256(text);
                const std::vector<Digest> gone{digest};
                if (dice.percent(20)) {
                    wrong += !store->files().remove(home, gone);
                } else if (dice.percent(50)) {
                    auto rest = text;
                    const auto stored =
                        store->files().put(home, [&]() -> base::Result<std::string> {
                            return std::exchange(rest, {});
                        });
                    wrong += !stored || stored->digest != digest;
                } else {
                    const auto read = store->files().read(home, digest, 0, everything);
                    wrong += read ? *read != text : read.error().kind != ErrorKind::not_found;
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0u);
    for (const auto& text : texts)
        BOOST_TEST((whole(*store, put(*store, text).value().digest) == text));
}

BOOST_DATA_TEST_CASE(they_outlive_the_process, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    const auto large = content(2 * piece + 9);
    const auto kept = put(*store, large).value().digest;
    const auto empty = put(*store, "").value().digest;
    const std::vector<Digest> gone{put(*store, "gone").value().digest};
    BOOST_TEST(store->files().remove(home, gone).has_value());
    for (int turn = 0; turn < 2; ++turn) {
        store->reopen();
        BOOST_TEST((whole(*store, kept) == large));
        BOOST_TEST(store->files().size(home, empty).value().value() == 0u);
        BOOST_TEST(is_absent(*store, gone[0]));
    }
}

BOOST_AUTO_TEST_SUITE_END()
