using FpgaSeg.HlsGen.Templating;

namespace FpgaSeg.HlsGen.Tests.Templating;

/// <summary>What every template engine must do: the same bytes.</summary>
public abstract class TemplateEngineContract
{
    private readonly ITemplateEngine _engine;

    private protected TemplateEngineContract(ITemplateEngine engine) => _engine = engine;

    public static TheoryData<string> Files() =>
        new(Directory.GetFiles(TemplateCases.Folder, "*.sbn").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    public static TheoryData<string, string> Snippets()
    {
        var data = new TheoryData<string, string>();
        foreach (var (template, expected) in TemplateCases.Snippets())
            data.Add(template, expected);
        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Renders_a_file_with_the_bytes_of_Scriban(string file)
    {
        var path = Path.Combine(TemplateCases.Folder, file);
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".txt")), Render(File.ReadAllText(path)));
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Renders_a_snippet_with_the_bytes_of_Scriban(string template, string expected) => Assert.Equal(expected, Render(template));

    [Fact]
    public void Snippets_are_there() => Assert.True(TemplateCases.Snippets().Count() >= 130);

    // Recorded from Scriban like the files, here because git normalises line ends in files.
    [Theory]
    [InlineData("{{ n }}\r\n  {{~ n ~}}  \r\n x\r\n{{- n -}}\r\n y\r\n{{ n\r\nn }}\r\n", "3\r\n3 x3y\r\n33\r\n")]
    [InlineData("a\r{{~ n ~}}\rb\r {{~ n }}", "a\r3b\r3")]
    public void Carriage_returns_are_treated_as_Scriban_does(string template, string expected) => Assert.Equal(expected, Render(template));

    [Fact]
    public void Small_number_types_of_a_model_compute_as_integers()
    {
        var model = new Dictionary<string, object?> { ["bits"] = 8, ["scale"] = 0.5f };
        Assert.Equal("9 1 True".ToLowerInvariant(), _engine.Render("t", "{{ bits + 1 }} {{ scale * 2 }} {{ bits == 8 }}", model).Value);
    }

    [Fact]
    public void Loops_and_output_have_no_limit()
    {
        var output = Render("{{ for i in 0..<300 }}{{ for j in 0..<300 }}0123456789abcdef{{ end }}{{ end }}");
        Assert.Equal(300 * 300 * 16, output.Length);
    }

    private string Render(string template)
    {
        var result = _engine.Render("case.sbn", template, TemplateCases.Model);
        Assert.True(result.IsOk, result.IsOk ? "" : result.Errors[0].ToString());
        return result.Value;
    }
}
