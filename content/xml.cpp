#include "content/xml.hpp"

#include "base/limits.hpp"
#include "content/trimmed.hpp"
#include "content/xml_text.hpp"

#include <algorithm>
#include <cassert>
#include <climits>
#include <libxml/parser.h>
#include <memory>
#include <new>

namespace content {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view view(const xmlChar* text)
{
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view view(const xmlChar* begin, const xmlChar* end)
{
    return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

// The parser hands on a "&" of an attribute as the reference that its own tree would expand later.
std::string unescaped(std::string_view value)
{
    constexpr std::string_view reference = "&#38;";
    std::string out;
    out.reserve(value.size());
    for (auto at = value.find(reference); at != value.npos; at = value.find(reference)) {
        out += value.substr(0, at + 1);
        value.remove_prefix(at + reference.size());
    }
    return out += value;
}

// The parser compares each attribute of a tag with those before it, in time that grows with their
// square, before anybody is asked. Attributes hold no "<", so that those of one tag stand between
// two of them, however the text is read.
std::optional<std::size_t> tag_with_too_many_attributes(std::string_view text)
{
    std::size_t tag = 0;
    std::size_t attributes = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<') {
            tag = at;
            attributes = 0;
        } else if (text[at] == '=') {
            const auto next = text.find_first_not_of(blanks, at + 1);
            if (next == text.npos || (text[next] != '"' && text[next] != '\'')) continue;
            if (++attributes > limits::xml_attributes) return tag;
            const char ends[] = {text[next], '<'};
            const auto end = text.find_first_of({ends, 2}, next + 1);
            if (end == text.npos) break;
            at = text[end] == '<' ? end - 1 : end;
        }
    }
    return std::nullopt;
}

// What the parser reports, put together. After a refusal of its own it stops the parser; after an
// error of the document the parser, being fed like a stream, stops by itself.
class Tree {
public:
    Tree(std::string_view file, Findings& findings) : file_(file), findings_(findings) {}

    void parse(std::string_view text);

    std::optional<XmlElement> take() { return std::move(root_); }

    bool is_refused() const { return is_refused_; }

    void start(std::string_view name, std::string_view space, int declared);
    void attribute(std::string_view name, std::string_view space, std::string_view value);
    void end();
    void text(std::string_view text);

    void doctype() { refuse("xml.doctype", "<!DOCTYPE", "have no document type declaration"); }

    void error(int code, xmlErrorLevel level, std::string_view message);

private:
    // Of the tag that is being read: the parser stands at its end.
    unsigned line_of_tag() const
    {
        const auto* input = parser_->input;
        const auto before = view(input->base, input->cur);
        const auto tag = before.substr(before.rfind('<') == before.npos ? 0 : before.rfind('<'));
        return static_cast<unsigned>(input->line - std::ranges::count(tag, '\n'));
    }

    unsigned line() const
    {
        const auto* input = parser_->input;
        return input && input->line > 0 ? static_cast<unsigned>(input->line) : 1;
    }

    void refuse(std::string_view rule, std::string_view found, std::string expected)
    {
        if (is_refused_) return;
        is_refused_ = true;
        complain(findings_.refusals, place(file_, line()), rule, found, std::move(expected));
        xmlStopParser(parser_);
    }

    void refuse_more(std::string_view rule, std::string_view found, std::size_t limit)
    {
        refuse(rule, found, "have at most " + std::to_string(limit));
    }

    std::string_view file_;
    Findings& findings_;
    xmlParserCtxt* parser_ = nullptr;
    std::vector<XmlElement> open_;
    std::vector<std::size_t> declared_; // Namespaces, by each open element and those around it.
    std::size_t elements_ = 0;
    std::size_t attributes_ = 0;
    bool is_refused_ = false;
    std::optional<XmlElement> root_;
};

void Tree::start(std::string_view name, std::string_view space, int declared)
{
    if (is_refused_) return;
    const auto before = declared_.empty() ? 0 : declared_.back();
    declared_.push_back(before + static_cast<std::size_t>(declared));
    if (open_.size() == limits::xml_depth)
        return refuse_more("xml.depth", "elements deeper in each other", limits::xml_depth);
    if (++elements_ > limits::xml_elements)
        return refuse_more("xml.elements", "more elements", limits::xml_elements);
    if (declared_.back() > limits::xml_namespaces)
        return refuse_more("xml.namespaces", "more namespaces declared around an element",
                           limits::xml_namespaces);
    if (space.size() > limits::xml_namespace_bytes)
        return refuse_more("xml.namespace_bytes", space, limits::xml_namespace_bytes);
    auto& element = open_.emplace_back();
    element.name = name;
    element.space = space;
    element.line = line_of_tag();
}

void Tree::attribute(std::string_view name, std::string_view space, std::string_view value)
{
    if (++attributes_ > limits::xml_all_attributes)
        return refuse_more("xml.attributes", "more attributes in all", limits::xml_all_attributes);
    if (space.size() > limits::xml_namespace_bytes)
        return refuse_more("xml.namespace_bytes", space, limits::xml_namespace_bytes);
    open_.back().attributes.push_back({std::string(name), std::string(space), unescaped(value)});
}

void Tree::end()
{
    if (is_refused_) return;
    assert(!open_.empty());
    auto element = std::move(open_.back());
    open_.pop_back();
    declared_.pop_back();
    if (open_.empty())
        root_ = std::move(element);
    else
        open_.back().children.push_back(std::move(element));
}

void Tree::text(std::string_view text)
{
    if (!is_refused_ && !open_.empty()) open_.back().text += text;
}

void Tree::error(int code, xmlErrorLevel level, std::string_view message)
{
    if (is_refused_ || level < XML_ERR_ERROR) return;
    message = message.substr(0, message.find_last_not_of(blanks) + 1);
    if (code == XML_NS_ERR_UNDEFINED_NAMESPACE) // Seen in manifests that other systems take.
        return complain(findings_.warnings, place(file_, line()), "xml.prefix", message,
                        "use prefixes that are declared");
    // The parser is in the middle of something and must not lose its input now.
    is_refused_ = true;
    complain(findings_.refusals, place(file_, line()), "xml.well_formed", message,
             "be well-formed XML");
}

// The only callbacks that the parser gets: all else of it stays unused.
xmlSAXHandler callbacks()
{
    xmlSAXHandler out{};
    out.initialized = XML_SAX2_MAGIC;
    out.startElementNs = [](void* tree, const xmlChar* name, const xmlChar*, const xmlChar* space,
                            int declared, const xmlChar**, int count, int, const xmlChar** parts) {
        auto& to = *static_cast<Tree*>(tree);
        to.start(view(name), view(space), declared);
        // Name, prefix, namespace, value and its end.
        for (; count > 0 && !to.is_refused(); --count, parts += 5)
            to.attribute(view(parts[0]), view(parts[2]), view(parts[3], parts[4]));
    };
    out.endElementNs = [](void* tree, const xmlChar*, const xmlChar*, const xmlChar*) {
        static_cast<Tree*>(tree)->end();
    };
    out.characters = [](void* tree, const xmlChar* text, int size) {
        static_cast<Tree*>(tree)->text(view(text, text + size));
    };
    out.ignorableWhitespace = out.characters;
    out.cdataBlock = out.characters;
    out.internalSubset = [](void* tree, const xmlChar*, const xmlChar*, const xmlChar*) {
        static_cast<Tree*>(tree)->doctype();
    };
    // Newer libraries give a pointer to const.
    out.serror = [](void* tree, auto* error) {
        const auto* message = error->message;
        static_cast<Tree*>(tree)->error(error->code, error->level, message ? message : "");
    };
    return out;
}

void Tree::parse(std::string_view text)
{
    static_assert(limits::xml_bytes <= INT_MAX);
    [[maybe_unused]] static const bool is_initialized = (xmlInitParser(), true);
    auto handler = callbacks();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
        xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr), &xmlFreeParserCtxt);
    if (!parser) throw std::bad_alloc();
    parser_ = parser.get();
    // What the first line says of the encoding is no longer true.
    xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    xmlParseChunk(parser_, text.data(), static_cast<int>(text.size()), 1);
    if (!is_refused_ && (!parser_->wellFormed || !root_))
        error(XML_ERR_INTERNAL_ERROR, XML_ERR_FATAL, "no document");
    if (is_refused_) root_.reset();
}

} // namespace

const XmlElement* XmlElement::child(std::string_view local_name) const
{
    const auto found = std::ranges::find(children, local_name, &XmlElement::name);
    return found == children.end() ? nullptr : &*found;
}

const XmlAttribute* XmlElement::attribute(std::string_view local_name) const
{
    const auto found = std::ranges::find(attributes, local_name, &XmlAttribute::name);
    return found == attributes.end() ? nullptr : &*found;
}

std::string_view XmlElement::trimmed_text() const
{
    return trimmed(text);
}

std::optional<XmlElement> parse_xml(std::string_view bytes, std::string_view file,
                                    Findings& findings)
{
    const auto text = xml_text(bytes, file, findings);
    if (!text) return std::nullopt;
    if (const auto tag = tag_with_too_many_attributes(*text)) {
        const auto before = std::string_view(*text).substr(0, *tag);
        const auto line = 1 + static_cast<unsigned>(std::ranges::count(before, '\n'));
        complain(findings.refusals, place(file, line), "xml.attributes", "more in one element",
                 "have at most " + std::to_string(limits::xml_attributes));
        return std::nullopt;
    }
    Tree tree(file, findings);
    tree.parse(*text);
    return tree.take();
}

} // namespace content
