#pragma once

#include <string>
#include <string_view>

namespace thongbao::delivery {

/// The form in which the words below are looked for: small letters without marks, one blank
/// between words.
std::string plainWords(std::string_view text);

/// What a server says of a mail in words of its own, in English or Vietnamese.
enum class Verdict { none, failed, delayed };
/// Of a subject as plainWords; `atItsStart` is for senders that are no server.
Verdict verdictOfSubject(const std::string& plain, bool atItsStart);
/// Of a report's text as plainWords.
Verdict verdictOfText(const std::string& plain);

/// Whether the local part is a name under which only servers write (`mailer-daemon`).
bool isNameOfServer(std::string_view localPart);

/// Whether the subject (plainWords) is that of an automatic answer; or of any answer.
bool isAutomaticSubject(const std::string& plain);
bool isAnswerSubject(const std::string& plain);

/// The text above the copy of the lost mail.
std::string_view aboveCopy(std::string_view text);

/// The line of a server's report that says why; empty when none does.
std::string reasonIn(std::string_view text);

/// The first code of RFC 3463 (`5.1.1`, `4.4.7`) of one of these classes, or empty.
std::string statusIn(std::string_view text, std::string_view classes = "45");

}  // namespace thongbao::delivery
