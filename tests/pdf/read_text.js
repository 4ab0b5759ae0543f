// read_text.js FILE: the text that pdf.js (Debian's libjs-pdf) finds in a PDF, page by page; its
// warnings come before it.
const fs = require("fs");
const pdfjs = require("/usr/share/javascript/pdf/build/pdf.js");

async function main(file) {
  const data = new Uint8Array(fs.readFileSync(file));
  const pdf = await pdfjs.getDocument({ data, verbosity: pdfjs.VerbosityLevel.WARNINGS }).promise;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
