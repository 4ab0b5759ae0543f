#include "document/html.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/text.h"
#include "document/parts.h"

namespace thongbao::document {

namespace {

// Mail readers drop style sheets, so every element carries its own. No colours are set: the
// reader's own stand, in the light and in the dark; lines take the colour of the text.
constexpr const char* kPage =
    "margin:0 auto;padding:16px;max-width:720px;font-family:'Times New Roman',Times,serif;"
    "font-size:17px;line-height:1.5;overflow-wrap:break-word";
constexpr const char* kColumn =
    "display:inline-block;vertical-align:top;width:49%;min-width:300px;max-width:100%;"
    "text-align:center";
constexpr const char* kShortRule =
    "width:33%;margin:4px auto 12px;border:0;border-top:1px solid currentColor";
constexpr const char* kLongRule =
    "width:60%;margin:4px auto 12px;border:0;border-top:1px solid currentColor";
constexpr const char* kParagraph = "margin:6px 0;text-align:justify";
constexpr const char* kCell =
    "border:1px solid currentColor;padding:4px 6px;vertical-align:top;text-align:";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  return safe;
}

/// One element around content that is HTML already.
std::string element(const char* name, std::string_view style, std::string_view content) {
  return fmt::format("<{} style=\"{}\">{}</{}>\n", name, style, content, name);
}

std::string paragraph(std::string_view style, std::string_view text) {
  return element("p", style, escaped(text));
}

std::string rule(const char* style) {
  return fmt::format("<hr style=\"{}\">\n", style);
}

std::string html(const Runs& runs) {
  std::string out;
  for (const Run& run : runs) {
    if (run.lineBreak) {
      out += "<br>\n";
      continue;
    }
    std::string piece = escaped(run.text);
    if (run.italic) piece = "<em>" + piece + "</em>";
    if (run.bold) piece = "<strong>" + piece + "</strong>";
    if (!run.link.empty()) piece = fmt::format("<a href=\"{}\">{}</a>", escaped(run.link), piece);
    out += piece;
  }
  return out;
}

std::string html(const std::vector<Block>& blocks);

std::string html(const Paragraph& text) {
  return element("p", kParagraph, html(text.runs));
}

std::string html(const Heading& heading) {
  constexpr std::array<const char*, 3> kStyles{
      "margin:16px 0 6px;font-size:17px;text-align:center",
      "margin:12px 0 6px;font-size:17px",
      "margin:12px 0 6px;font-size:17px;font-style:italic",
  };
  constexpr std::array<const char*, 3> kNames{"h2", "h3", "h4"};
  const auto level = static_cast<std::size_t>(heading.level - 1);
  return element(kNames.at(level), kStyles.at(level), html(heading.runs));
}

std::string html(const List& list) {
  std::string items;
  for (const ListItem& item : list.items) items += element("li", "margin:4px 0", html(item.blocks));
  const std::string open =
      list.ordered ? fmt::format("<ol start=\"{}\"", list.start) : std::string("<ul");
  return fmt::format("{} style=\"margin:6px 0;padding-left:32px\">\n{}</{}>\n", open, items,
                     list.ordered ? "ol" : "ul");
}

std::string row(const std::vector<Runs>& cells, const std::vector<Align>& align, bool heading) {
  constexpr std::array<const char*, 3> kAlign{"left", "center", "right"};
  std::string out = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i)
    out += fmt::format("<{0}{1} style=\"{2}{3}\">{4}</{0}>", heading ? "th" : "td",
                       heading ? " scope=\"col\"" : "", kCell,
                       kAlign.at(static_cast<std::size_t>(align.at(i))), html(cells[i]));
  return out + "</tr>\n";
}

std::string html(const Table& table) {
  std::string rows = "<thead>" + row(table.heading, table.align, true) + "</thead>\n<tbody>";
  for (const auto& cells : table.rows) rows += row(cells, table.align, false);
  return element(
      "div", "margin:8px 0;overflow-x:auto",
      element("table", "border-collapse:collapse;width:100%;font-size:15px", rows + "</tbody>"));
}

std::string html(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks)
    out += std::visit([](const auto& content) { return html(content); }, block.content);
  return out;
}

std::string column(const std::string& content) {
  return element("div", kColumn, content);
}

/// Ô 1 to 4: two columns, which stand below each other where the screen is narrow.
std::string letterhead(const domain::Notice& notice) {
  const domain::Agency& agency = notice.agency;
  const std::string heads =
      column(paragraph("margin:0", base::upperCase(agency.parentBody)) +
             paragraph("margin:0;font-weight:bold", base::upperCase(agency.issuingBody)) +
             rule(kShortRule)) +
      column(paragraph("margin:0;font-weight:bold", kCountry) +
             paragraph("margin:0;font-weight:bold", kMotto) + rule(kLongRule));
  const std::string references =
      column(paragraph("margin:0;white-space:pre-wrap", "Số: " + domain::numberAndSymbol(notice))) +
      column(paragraph("margin:0;font-style:italic", domain::placeAndDate(notice)));
  return element("div", "text-align:center", heads) +
         element("div", "text-align:center", references);
}

/// Ô 5a, the legal basis and ô 9a.
std::string opening(const domain::Notice& notice) {
  std::string out = element("h1", "margin:24px 0 0;font-size:18px;text-align:center",
                            escaped(base::upperCase(notice.title))) +
                    paragraph("margin:0;font-weight:bold;text-align:center", notice.summary) +
                    rule(kShortRule);
  const auto addressees = addresseeLines(notice);
  if (addressees.size() == 1)
    out += paragraph("margin:12px 0;text-align:center", kAddressed + (" " + addressees.front()));
  if (addressees.size() > 1) {
    out += paragraph("margin:12px 0 0", kAddressed);
    for (const std::string& line : addressees) out += paragraph("margin:0 0 0 32px", line);
  }
  for (const std::string& line : legalBasisLines(notice))
    out += paragraph("margin:6px 0;font-style:italic;text-align:justify", line);
  return out;
}

/// Ô 7, 9b and 13.
std::string closing(const domain::Notice& notice) {
  const domain::Signer& signer = notice.agency.signer;
  std::string signature;
  for (const std::string* line : {&signer.authority, &signer.position})
    if (!line->empty()) signature += paragraph("margin:0;font-weight:bold", base::upperCase(*line));
  signature += paragraph("margin:32px 0 0;font-weight:bold", signer.name);

  std::string recipients = paragraph("margin:0;font-weight:bold;font-style:italic", kRecipients);
  for (const std::string& line : recipientLines(notice)) recipients += paragraph("margin:0", line);

  std::string foot;
  const std::string contact = contactLine(notice.agency);
  if (!contact.empty()) foot += paragraph("margin:0", contact);
  foot += paragraph("margin:0;font-weight:bold", checkLine(notice));
  return element("div", "margin:24px 0 0 auto;max-width:320px;text-align:center", signature) +
         element("div", "margin:24px 0 0;font-size:15px", recipients) +
         element("div",
                 "margin:24px 0 0;padding-top:8px;border-top:1px solid currentColor;font-size:15px",
                 foot);
}

}  // namespace

std::string writeHtml(const domain::Notice& notice, const Document& body) {
  const std::string page =
      letterhead(notice) + opening(notice) + html(body.blocks) + closing(notice);
  return fmt::format(
      "<!doctype html>\n"
      "<html lang=\"vi\" style=\"color-scheme:light dark\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
      "<title>{}</title>\n</head>\n<body style=\"margin:0\">\n{}</body>\n</html>\n",
      escaped(notice.title + " " + notice.summary), element("div", kPage, page));
}

}  // namespace thongbao::document
