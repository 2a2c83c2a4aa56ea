using FpgaSeg.HlsGen.Templating;

namespace FpgaSeg.HlsGen.Tests.Templating;

public sealed class RefusalTests
{
    private readonly EmbeddedScribanEngine _engine = new();

    [Theory]
    [InlineData("FS3501", 1, 1, "{{ n")]
    [InlineData("FS3501", 1, 4, "{{ if flag }}")]
    [InlineData("FS3501", 1, 4, "{{ end }}")]
    [InlineData("FS3501", 1, 4, "{{ else }}")]
    [InlineData("FS3501", 1, 27, "{{ if flag }}{{ else }}{{ else }}{{ end }}")]
    [InlineData("FS3501", 1, 6, "{{ n n }}")]
    [InlineData("FS3501", 1, 8, "{{ 1 + }}")]
    [InlineData("FS3501", 1, 7, "{{ (n }}")]
    [InlineData("FS3501", 2, 6, "a\n  {{ 'abc }}")]
    [InlineData("FS3501", 1, 4, "{{ break }}")]
    [InlineData("FS3501", 1, 4, "{{ string.pad_left 'a' }}")]
    [InlineData("FS3501", 1, 5, "{{ '\\q' }}")]
    [InlineData("FS3501", 1, 8, "{{ for string in xs }}{{ end }}")]
    [InlineData("FS3502", 1, 4, "{{ while flag }}{{ end }}")]
    [InlineData("FS3502", 1, 4, "{{ func f }}{{ end }}")]
    [InlineData("FS3502", 1, 4, "{{ include 'x' }}")]
    [InlineData("FS3502", 1, 4, "{{ capture c }}{{ end }}")]
    [InlineData("FS3502", 1, 4, "{{ case n }}{{ end }}")]
    [InlineData("FS3502", 1, 4, "{{ $x = 1 }}")]
    [InlineData("FS3502", 1, 4, "{{ $\"{n}\" }}")]
    [InlineData("FS3502", 1, 4, "{{ {a: 1} }}")]
    [InlineData("FS3502", 1, 6, "{{ n ?? 1 }}")]
    [InlineData("FS3502", 1, 6, "{{ n << 1 }}")]
    [InlineData("FS3502", 1, 4, "{{ math.pi }}")]
    [InlineData("FS3502", 1, 8, "{{ n | date.now }}")]
    [InlineData("FS3502", 1, 20, "{{ xs | array.size > 2 }}")]
    [InlineData("FS3502", 1, 15, "{{ layer.name = 'x' }}")]
    [InlineData("FS3502", 2, 4, "{{ for x in xs }}\n{{ x = 1 }}{{ end }}")]
    [InlineData("FS3502", 1, 1, "{%{ raw }%}")]
    [InlineData("FS3502", 1, 4, "{{ 1e3 }}")]
    [InlineData("FS3503", 1, 4, "{{ unknown }}")]
    [InlineData("FS3503", 3, 10, "a\nb\n{{ layer.foo }}")]
    [InlineData("FS3503", 1, 22, "{{ for x in xs; end; x }}")]
    [InlineData("FS3503", 1, 7, "{{ xs.length }}")]
    [InlineData("FS3504", 1, 6, "{{ xs[3] }}")]
    [InlineData("FS3504", 1, 6, "{{ xs[-1] }}")]
    [InlineData("FS3504", 1, 6, "{{ n // 0 }}")]
    [InlineData("FS3504", 1, 6, "{{ n + nothing }}")]
    [InlineData("FS3504", 1, 24, "{{ 9223372036854775807 + 1 }}")]
    [InlineData("FS3504", 1, 13, "{{ for x in n }}{{ end }}")]
    [InlineData("FS3504", 1, 4, "{{ layer }}")]
    [InlineData("FS3504", 1, 10, "{{ neg | math.format 'X4' }}")]
    [InlineData("FS3504", 1, 8, "{{ n | math.format 'Q' }}")]
    [InlineData("FS3504", 1, 9, "{{ name - 1 }}")]
    public void A_refusal_names_its_place(string code, int line, int column, string template)
    {
        var result = _engine.Render("t.sbn", template, TemplateCases.Model);
        Assert.False(result.IsOk);
        Assert.Equal(code, result.Errors[0].Code);
        Assert.Equal($"t.sbn, line {line}, column {column}", result.Errors[0].At);
    }

    [Theory]
    [InlineData("FS3501", "{{ if flag }}\n  a\n")]
    [InlineData("FS3502", "{{ while flag }}{{ end }}")]
    [InlineData("FS3503", "  {{ layer.kernal }}")]
    [InlineData("FS3504", "{{ name + 1 }}\n{{ xs[n] }}")]
    public void The_text_of_an_error_is_the_golden_one(string code, string template)
    {
        var result = _engine.Render("stage.sbn", template, TemplateCases.Model);
        Assert.Equal(Golden(code), result.Errors[0].ToString());
    }

    [Fact]
    public void A_model_variable_must_not_hide_functions()
    {
        var result = _engine.Render("stage.sbn", "", new Dictionary<string, object?> { ["string"] = 1L });
        Assert.Equal(Golden("FS3505"), result.Errors[0].ToString());
    }

    [Fact]
    public void No_golden_text_of_the_templates_is_orphaned()
    {
        string[] codes = ["FS3501", "FS3502", "FS3503", "FS3504", "FS3505"];
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "FS35*.txt").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal(codes, files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("(", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("!", 20_000)]
    [InlineData("string.upcase(", 20_000)]
    [InlineData("n+string.upcase ", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("1+", 20_000)]
    [InlineData("true?1:", 20_000)]
    [InlineData("if 1;", 20_000)]
    [InlineData("for x in [1];", 20_000)]
    public void Deep_nesting_is_refused_not_a_stack_overflow(string part, int count)
    {
        var result = _engine.Render("t", "{{" + string.Concat(Enumerable.Repeat(part, count)) + "}}", TemplateCases.Model);
        Assert.False(result.IsOk);
    }

    [Fact]
    public void Any_cut_or_changed_template_renders_or_is_refused()
    {
        var random = new Random(12);
        foreach (var (template, _) in TemplateCases.Snippets().Where(s => s.Template.Length > 0))
        {
            for (var i = 0; i < 8; i++)
            {
                var cut = template.Remove(random.Next(template.Length), 1);
                var changed = cut.Insert(random.Next(cut.Length + 1), "{}()[]|.'\"#-~ \n0a!?:"[random.Next(20)].ToString());
                _ = _engine.Render("t", changed, TemplateCases.Model).IsOk;
                _ = _engine.Render("t", template[..random.Next(template.Length)], TemplateCases.Model).IsOk;
            }
        }
    }

    private static string Golden(string code) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", code + ".txt")).TrimEnd('\n');
}
