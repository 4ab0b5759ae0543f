#include "pdf/archive.h"

#include <fmt/format.h>
#include <lcms2.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "pdf/deflate.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

/// Text inside an XML element.
std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  return out;
}

/// What stands in an element: other elements, or the sequences of its text.
struct Kids {
  std::string text;
  int count = 0;
  int page = 0;  ///< object of the first sequence

  void addElement(int object) {
    separate();
    appendReference(text, object);
  }
  void addSequence(int onPage, std::size_t mcid) {
    separate();
    if (page == 0) page = onPage;
    if (onPage == page) return appendInteger(text, static_cast<long>(mcid));
    text += "<</Type/MCR/Pg ";
    appendReference(text, onPage);
    text += "/MCID ";
    appendInteger(text, static_cast<long>(mcid));
    text += ">>";
  }

 private:
  void separate() {
    if (count++ > 0) text += ' ';
  }
};

std::string elementText(Role role, int parent, const Kids& kids) {
  std::string text = "/S/";
  text += nameOf(role);
  text += "/P ";
  appendReference(text, parent);
  if (kids.page != 0) {
    text += "/Pg ";
    appendReference(text, kids.page);
  }
  if (kids.count > 0) text += kids.count == 1 ? "/K " + kids.text : "/K[" + kids.text + "]";
  // Column headings (ISO 32000-1, 14.8.5.7).
  if (role == Role::headingCell) text += "/A<</O/Table/Scope/Column>>";
  return text;
}

}  // namespace

std::string colourProfile() {
  const std::unique_ptr<void, int (*)(void*)> profile(cmsCreate_sRGBProfile(), &cmsCloseProfile);
  cmsUInt32Number size = 0;
  std::string bytes;
  if (profile) cmsSetProfileVersion(profile.get(), 4.2);
  if (!profile || !cmsSaveProfileToMem(profile.get(), nullptr, &size))
    throw base::Error(base::Code::defect, base::tr("The colour profile could not be made."));
  bytes.resize(size);
  cmsSaveProfileToMem(profile.get(), bytes.data(), &size);
  // The date it was made, and the identity computed with it (ICC.1, 7.2.8 and 7.2.18).
  constexpr std::size_t kDate = 24, kDateEnd = 36, kIdentity = 84, kIdentityEnd = 100;
  std::fill(bytes.begin() + kDate, bytes.begin() + kDateEnd, '\0');
  constexpr char kFirstDay[] = {7, '\xEA', 0, 1, 0, 1};  // 01/01/2026
  std::copy(std::begin(kFirstDay), std::end(kFirstDay), bytes.begin() + kDate);
  std::fill(bytes.begin() + kIdentity, bytes.begin() + kIdentityEnd, '\0');
  return deflatedSmall(bytes);
}

std::string metadata(const DocumentInfo& info) {
  return fmt::format(
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" pdfaid:part=\"2\""
      " pdfaid:conformance=\"B\" pdf:Producer=\"{}\""
      " xmp:CreateDate=\"{:04}-{:02}-{:02}T00:00:00+07:00\">"
      "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>"
      "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
      producer(), static_cast<int>(info.date.year()), static_cast<unsigned>(info.date.month()),
      static_cast<unsigned>(info.date.day()), xml(info.title));
}

int addStructure(Objects& objects, const Structure& structure,
                 const std::vector<LaidPage>& contents, const std::vector<int>& pages) {
  const auto& elements = structure.elements();
  const int parentTree = objects.next();
  const int root = parentTree + 1;
  const int first = root + 1;
  std::vector<Kids> kids(elements.size());
  std::string parents = "/Nums[";
  for (std::size_t page = 0; page < pages.size(); ++page) {
    appendInteger(parents, static_cast<long>(page));
    parents += '[';
    const auto& sequences = contents[page].sequences;
    for (std::size_t mcid = 0; mcid < sequences.size(); ++mcid) {
      kids[static_cast<std::size_t>(sequences[mcid])].addSequence(pages[page], mcid);
      appendReference(parents, first + sequences[mcid]);
      parents += ' ';
    }
    parents += ']';
  }
  for (std::size_t i = 1; i < elements.size(); ++i)
    kids[static_cast<std::size_t>(elements[i].parent)].addElement(first + static_cast<int>(i));

  objects.dictionary(parents + "]");
  objects.dictionary(
      fmt::format("/Type/StructTreeRoot/K {} 0 R/ParentTree {} 0 R", first, parentTree));
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto& [role, parent] = elements[i];
    objects.dictionary(elementText(role, parent == kArtifact ? root : first + parent, kids[i]));
  }
  return root;
}

}  // namespace thongbao::pdf
