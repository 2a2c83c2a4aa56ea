using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.LocalFunctions;

/// <summary>Attributes of calls under the names that nodes of the function have for them, within a budget of memory.</summary>
internal sealed class AttributeCopies
{
    /// <summary>Bytes of all copies; a file may pass one large attribute to thousands of nodes.</summary>
    public const int Most = 1 << 26;

    private long _bytes;

    /// <summary>Whether the budget is spent; what <see cref="Of"/> returns then is of no use.</summary>
    public bool Exceeded => _bytes > Most;

    /// <summary>The attribute under <paramref name="name"/>: itself where that is its name, else a copy.</summary>
    public AttributeProto Of(AttributeProto given, string name)
    {
        if (given.Name == name)
            return given;
        _bytes += given.CalculateSize();
        if (Exceeded)
            return given;
        var copy = given.Clone();
        copy.Name = name;
        return copy;
    }
}
