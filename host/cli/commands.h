#pragma once

#include <CLI/App.hpp>

#include "cli/context.h"

namespace thongbao::cli {

/// Each adds one command with its options, help and action; the action runs when the command
/// was called, and throws base::Error.
void addInit(CLI::App& app, Context& context);
void addPlugin(CLI::App& app, Context& context);
void addPull(CLI::App& app, Context& context);
void addSellers(CLI::App& app, Context& context);
void addSellersSuggest(CLI::App& sellers, Context& context);
void addArea(CLI::App& app, Context& context);
void addLaw(CLI::App& app, Context& context);
void addTemplate(CLI::App& app, Context& context);
void addRender(CLI::App& app, Context& context);
void addCampaign(CLI::App& app, Context& context);
void addInbox(CLI::App& app, Context& context);
void addRegister(CLI::App& app, Context& context);
void addRegisterBooks(CLI::App& registerCommand, Context& context);
void addRegisterExport(CLI::App& registerCommand, Context& context);
void addRegisterSeal(CLI::App& registerCommand, Context& context);
void addRegisterRemake(CLI::App& registerCommand, Context& context);
void addRegisterBackup(CLI::App& registerCommand, Context& context);
void addRegisterErase(CLI::App& registerCommand, Context& context);

}  // namespace thongbao::cli
