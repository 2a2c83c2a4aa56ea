namespace FpgaSeg.Cli;

/// <summary>Name and version as written into artefacts.</summary>
internal static class ToolVersion
{
    public static string Text { get; } = $"fpgaseg {typeof(ToolVersion).Assembly.GetName().Version!.ToString(3)}";
}
