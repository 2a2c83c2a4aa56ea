#if HAS_SCRIBAN
using FpgaSeg.HlsGen.Templating;

namespace FpgaSeg.HlsGen.Tests.Templating;

public sealed class ScribanEngineTests() : TemplateEngineContract(new ScribanEngine())
{
    [Theory]
    [InlineData("FS3501", "a\n{{ if flag }}")]
    [InlineData("FS3504", "a\n{{ unknown }}")]
    [InlineData("FS3504", "a\n{{ layer.foo }}")]
    [InlineData("FS3504", "a\n{{ xs[3] }}")]
    public void Scribans_own_errors_become_diagnostics_with_their_line(string code, string template)
    {
        var error = new ScribanEngine().Render("t.sbn", template, TemplateCases.Model).Errors[0];
        Assert.Equal(code, error.Code);
        Assert.StartsWith("t.sbn, line 2,", error.At, StringComparison.Ordinal);
    }
}
#endif
