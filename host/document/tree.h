#pragma once

#include <string>
#include <variant>
#include <vector>

namespace thongbao::document {

/// A run of text in one style. `\n` never occurs; a hard line break is a run with lineBreak.
struct Run {
  std::string text;
  bool bold = false;
  bool italic = false;
  std::string link;  ///< target of a link, or empty
  bool lineBreak = false;
  bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

struct Paragraph {
  Runs runs;
  bool operator==(const Paragraph&) const = default;
};

/// Level 1 is a Mục (bold, centred), level 2 a Điều or a heading of the agency's own (bold,
/// indented), level 3 the same in bold italic.
struct Heading {
  int level = 1;
  Runs runs;
  bool operator==(const Heading&) const = default;
};

struct Block;

struct ListItem {
  std::vector<Block> blocks;
  bool operator==(const ListItem& other) const;
};
struct List {
  bool ordered = false;
  int start = 1;
  std::vector<ListItem> items;
  bool operator==(const List&) const = default;
};

enum class Align { left, centre, right };

/// Every row has as many cells as `heading`.
struct Table {
  std::vector<Runs> heading;
  std::vector<Align> align;
  std::vector<std::vector<Runs>> rows;
  bool operator==(const Table&) const = default;
};

struct Block {
  std::variant<Paragraph, Heading, List, Table> content;
  bool operator==(const Block&) const = default;
};

/// The body of a notice.
struct Document {
  std::vector<Block> blocks;
  bool operator==(const Document&) const = default;
};

/// The text of the runs without their styles.
std::string plain(const Runs& runs);

}  // namespace thongbao::document
