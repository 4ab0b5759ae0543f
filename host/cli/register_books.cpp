#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "campaign/plan.h"
#include "cli/book_words.h"
#include "cli/commands.h"
#include "cli/table_file.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

struct Arguments {
  int year = 0;
  std::string campaign, from, to;
  std::filesystem::path out;
};

/// The agency above the book's name, as on its cover.
std::vector<std::string> titles(Context& context, const std::string& book,
                                const std::string& about) {
  const domain::Agency agency = context.profile().agency;
  std::vector<std::string> lines;
  for (const std::string& body : {agency.parentBody, agency.issuingBody})
    if (!body.empty()) lines.push_back(base::upperCase(body));
  lines.insert(lines.end(), {book, about, ""});
  return lines;
}

intake::SheetForm formOf(const std::string& name, const std::vector<std::string>& headings,
                         std::vector<std::string> titles, std::vector<std::size_t> widths) {
  intake::SheetForm form;
  form.name = name;
  form.headings = headings;
  form.titles = std::move(titles);
  form.below = columnNumbers(headings.size());
  form.widths = std::move(widths);
  form.isPrinted = true;
  return form;
}

void report(Context& context, const Arguments& arguments, std::uint64_t rows) {
  context.print({{"out", arguments.out.string()}, {"rows", rows}},
                [&] { line(say("{} rows are in {}.", rows, arguments.out.string())); });
}

void writeOutgoing(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  TableFile file(arguments.out, formOf("Văn bản đi", outgoingHeadings(),
                                       titles(context, "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
                                              fmt::format("Năm: {}", arguments.year)),
                                       {15, 11, 34, 18, 28, 13, 9, 12, 26, 26}));
  RowCount count(context.json);
  store->eachOutgoing(arguments.year, [&](const registry::Outgoing& outgoing) {
    file.add(outgoingRow(outgoing));
    count.add();
  });
  file.keep();
  count.finish();
  report(context, arguments, count.rows());
}

std::optional<base::Date> dayOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = base::parseDate(text);
  if (!day)
    throw Error(Code::usage, say("“{}” is no date.", text), {},
                tr("Write it as 24/11/2026 or 2026-11-24."));
  return day;
}

registry::PostedFilter filterOf(registry::Register& store, const Arguments& arguments) {
  if (arguments.campaign.empty() && (arguments.from.empty() || arguments.to.empty()))
    throw Error(Code::usage, tr("Which letters? Neither a campaign nor days are named."), {},
                tr("Give `--campaign NAME`, or both `--from` and `--to`."));
  if (!arguments.campaign.empty()) campaign::findCampaign(store, arguments.campaign);
  return {arguments.campaign, dayOf(arguments.from), dayOf(arguments.to)};
}

/// `Đợt gửi: NAME; từ ngày … đến ngày …`
std::string about(const registry::PostedFilter& filter) {
  std::string text = filter.campaign.empty() ? "" : "đợt gửi: " + filter.campaign;
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (filter.from) add("từ ngày " + base::toVietnamese(*filter.from));
  if (filter.to) add("đến ngày " + base::toVietnamese(*filter.to));
  return "(" + text + ")";
}

void writePosted(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const registry::PostedFilter filter = filterOf(*store, arguments);
  TableFile file(arguments.out, formOf("Gửi bưu điện", postedHeadings(),
                                       titles(context, "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", about(filter)),
                                       {13, 17, 60, 11, 30, 34}));
  RowCount count(context.json);
  store->eachPosted(filter, [&](const registry::Posted& posted) {
    file.add(postedRow(posted));
    count.add();
  });
  file.keep();
  count.finish();
  report(context, arguments, count.rows());
}

}  // namespace

void addRegisterBooks(CLI::App& registerCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  const auto outOf = [&arguments](CLI::App& command) {
    command.add_option("--out", arguments->out, tr("The file: .xlsx or .csv"))->required();
  };
  auto* outgoing = registerCommand.add_subcommand(
      "outgoing", tr("Write the book of outgoing documents of a year"));
  outgoing->add_option("--year", arguments->year, tr("The year of the numbers"))
      ->required()
      ->check(CLI::Range(1, 9999));
  outOf(*outgoing);
  outgoing->callback([&context, arguments] { writeOutgoing(context, *arguments); });

  auto* post = registerCommand.add_subcommand(
      "post", tr("Write the book of documents that went to the post"));
  post->add_option("--campaign", arguments->campaign, tr("Letters of this campaign"));
  post->add_option("--from", arguments->from, tr("Letters printed on this day or later"));
  post->add_option("--to", arguments->to, tr("Letters printed on this day or earlier"));
  outOf(*post);
  post->callback([&context, arguments] { writePosted(context, *arguments); });
}

}  // namespace thongbao::cli
