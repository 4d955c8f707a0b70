#include "generator/man_page.hpp"

#include <string>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

class ManPageTest : public ::testing::Test {
protected:
    [[nodiscard]] std::string page() const { return man_page(app_, "1.2"); }
    void expect(const std::string& text) const { EXPECT_NE(page().find(text), std::string::npos) << page(); }

    CLI::App app_{"does a thing\nAnd more of it.", "a-program"};
    std::string text_;
    bool flag_ = false;
};

TEST_F(ManPageTest, HasTheSectionsOfAManualPage) {
    app_.footer("Exit status: 0.");
    EXPECT_EQ(page().find(".TH A\\-PROGRAM 1 \"\" \"TelemetryFlow 1.2\" \"User Commands\"\n"), 0U);
    expect(".SH NAME\na\\-program \\- does a thing\n");
    expect(".SH SYNOPSIS\n\\fBa\\-program\\fR [\\fIoption\\fR...]");
    expect(".SH DESCRIPTION\nAnd more of it.\n");
    expect(".SH NOTES\n.nf\nExit status: 0.\n.fi\n");
}

TEST_F(ManPageTest, DescribesOptionsWithTheirNamesValuesAndDefaults) {
    text_ = "here";
    app_.add_option("-o,--output", text_, "Where to")->type_name("DIR")->capture_default_str();
    app_.add_flag("--quick", flag_, "At once");
    app_.add_flag("--hidden", flag_, "Not for you")->group("");
    expect(".TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIDIR\\fR\nWhere to (default: here)\n");
    expect(".TP\n\\fB\\-\\-quick\\fR\nAt once\n");
    EXPECT_EQ(page().find("hidden"), std::string::npos);
}

TEST_F(ManPageTest, DescribesCommandsBelowCommands) {
    CLI::App* upper = app_.add_subcommand("upper", "Is above");
    upper->footer("Example:\n  a-program upper");
    CLI::App* lower = upper->add_subcommand("lower", "Is below");
    lower->add_option("file", text_, "To read")->type_name("FILE");
    expect(".SS upper\nIs above\n");
    expect(".PP\n.nf\nExample:\n  a\\-program upper\n.fi\n");
    expect(".SS upper lower\nIs below\n");
    expect(".TP\n\\fIfile\\fR \\fIFILE\\fR\nTo read\n");
}

TEST_F(ManPageTest, TextIsNeverTakenForCommandsOfTheLanguage) {
    app_.footer(".so /etc/passwd\n'quoted\nback\\slash .dot 'quote");
    expect("\\&.so /etc/passwd\n\\&'quoted\nback\\eslash .dot 'quote\n");
}

}  // namespace
}  // namespace telemetryflow::generator
