using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Core.Tests.Diagnostics;

/// <summary>The text of an error as it reaches a terminal.</summary>
public sealed class DiagnosticTextTests
{
    [Fact]
    public void What_a_file_says_cannot_steer_the_terminal() =>
        Assert.Equal(
            "error FS1107: The value '?[31mx?' is read.\n  at    a?b",
            new Diagnostic("FS1107", "The value '\u001b[31mx\u0007' is read.", "a\u0000b").ToString());

    [Fact]
    public void Further_lines_are_indented() =>
        Assert.Equal("error FS1107: Text.\n  why   one\n        two\n        three", new Diagnostic("FS1107", "Text.", Why: "one\r\ntwo\nthree").ToString());
}
