namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The loop variable and the <c>for</c> object of one running loop.</summary>
internal sealed class LoopFrame(string variable, int length) : IMemberSource
{
    internal int Index { get; set; }

    internal object? Item { get; set; }

    internal bool TryGet(string name, out object? value)
    {
        value = name == variable ? Item : this;
        return name == variable || name == "for";
    }

    /// <inheritdoc />
    public bool TryGetMember(string name, out object? value)
    {
        value = name switch
        {
            "index" => (long)Index,
            "rindex" => (long)(length - 1 - Index),
            "length" => (long)length,
            "first" => Index == 0,
            "last" => Index == length - 1,
            "even" => Index % 2 == 0,
            "odd" => Index % 2 == 1,
            _ => null,
        };
        return value is not null;
    }
}
