using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Boards;

/// <summary>The boards of hw/boards, taken along by the build.</summary>
public static class BoardCatalogue
{
    /// <summary>Board used where none is named.</summary>
    public const string Default = "pynq-z2";

    private const string ConstraintsPrefix = "constraints/";

    // The build names a resource boards/<folder>/ with the separator of its operating system at the end.
    private const string Prefix = "boards/";

    /// <summary>Names of all boards, ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(BoardCatalogue).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^1])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The board of that name.</summary>
    /// <returns>The board; FS3001 for a name that no folder has, FS3002 for a board.json that cannot be read.</returns>
    public static Result<BoardDescription> Find(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            return Unknown(name);
        return BoardJson.Read(Text($"{Prefix}{name}/"), $"hw/boards/{name}/board.json");
    }

    /// <summary>Text of the constraints file of a board of <see cref="Names"/>.</summary>
    public static string Constraints(BoardDescription board) => Text($"{ConstraintsPrefix}{board.Name}/{board.Programming.Constraints}");

    /// <summary>Text of the top level of a board of <see cref="Names"/>: SystemVerilog, module fpga, whose ports are those of the constraints.</summary>
    public static string TopLevel(BoardDescription board) => Text($"tops/{board.Name}/fpga.sv");

    private static string Text(string name)
    {
        var assembly = typeof(BoardCatalogue).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(n => n.Replace('\\', '/') == name);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static Diagnostic Unknown(string name) => new(
        "FS3001",
        $"There is no board '{name}'.",
        Why: $"the boards are the folders of hw/boards: {string.Join(", ", Names)}.",
        Try: "name one of these, or add a folder with a board.json.");
}
