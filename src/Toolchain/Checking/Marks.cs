namespace FpgaSeg.Toolchain.Checking;

/// <summary>A pragma as fs_platform.hpp leaves it in the syntax tree with FS_HLS_MARKS: a call of hls_mark with its text.</summary>
internal sealed record Mark(string Directive, string Text)
{
    /// <summary>The variable it is about, or empty.</summary>
    public string Variable => Value("variable");

    /// <summary>The value of an option, or empty.</summary>
    public string Value(string option) => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(w => w.StartsWith(option + "=", StringComparison.Ordinal)).Select(w => w[(option.Length + 1)..]).FirstOrDefault("");

    /// <summary>Whether a word stands in it.</summary>
    public bool Has(string word) => Text.Split(' ').Contains(word, StringComparer.Ordinal);
}

/// <summary>Finds pragmas.</summary>
internal static class Marks
{
    /// <summary>Name of the function whose calls stand for pragmas.</summary>
    public const string Function = "hls_mark";

    /// <summary>The pragmas at the level of a block, not those of blocks within it.</summary>
    public static IEnumerable<Mark> Of(AstNode block) => block.Children.Select(Read).OfType<Mark>();

    /// <summary>All pragmas below a node.</summary>
    public static IEnumerable<Mark> Below(AstNode node) => node.All().Select(Read).OfType<Mark>();

    private static Mark? Read(AstNode node)
    {
        if (node.Kind != "CallExpr" || node.Children.Count != 2)
            return null;
        var text = node.Children[1].Core();
        if (text.Kind != "StringLiteral" || node.Children[0].Core().ReferenceName != Function)
            return null;
        var words = text.Value.Trim('"');
        return new Mark(words.Split(' ')[0], words);
    }
}
