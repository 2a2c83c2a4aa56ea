namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>A node whose operands are all constants.</summary>
/// <param name="Inputs">Operands; null where one is left out.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Opset">Version of the operator set.</param>
/// <param name="Outputs">How many values it makes.</param>
internal sealed record FoldCall(Numbers?[] Inputs, NodeAttributes Attributes, int Opset, int Outputs)
{
    /// <summary>Operand <paramref name="index"/>, or null where it is left out.</summary>
    public Numbers? this[int index] => index < Inputs.Length ? Inputs[index] : null;

    /// <summary>Integers that older operator sets keep in an attribute and newer ones in an operand; null where neither is given.</summary>
    public IReadOnlyList<long>? List(string attribute, int index) => this[index]?.Integers ?? Attributes.Ints(attribute);
}

/// <summary>The constants that a node makes, or what is wrong with its operands.</summary>
internal sealed record Folded(IReadOnlyList<Numbers> Values, string? Problem = null)
{
    public static implicit operator Folded(Numbers value) => new([value]);

    /// <summary>The operands do not go together.</summary>
    public static Folded Refuse(string problem) => new([], problem);

    /// <summary>The numbers, or a refusal where there are none.</summary>
    public static Folded Or(Numbers? value, string problem) => value is null ? Refuse(problem) : value;
}
