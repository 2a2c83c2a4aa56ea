using FpgaSeg.Core.Diagnostics;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx;

/// <summary>The attributes of a node by name, with ONNX's defaults given by the reader.</summary>
internal sealed class NodeAttributes(OnnxNode node, List<Diagnostic> errors)
{
    private static readonly string[] Kinds = ["nothing", "a float", "an integer", "a string", "a tensor", "a graph", "floats", "integers"];

    /// <summary>Whether an attribute was refused.</summary>
    public bool Failed { get; private set; }

    /// <summary>Refuses every attribute that the operator's reader does not know: it might change the result.</summary>
    public void RefuseOthersThan(IReadOnlyCollection<string> known)
    {
        foreach (var attribute in node.Proto.Attribute.Where(a => !known.Contains(a.Name)))
            Refuse(attribute.Name, Describe(attribute), Known(known), "export with an operator set from 11 to 18.");
    }

    public void Refuse(string attribute, string found, string why, string cure)
    {
        Failed = true;
        errors.Add(NodeErrors.Attribute(node, attribute, found, why, cure));
    }

    public bool Has(string name) => node.Proto.Attribute.Any(a => a.Name == name);

    public float Float(string name, float standard) => Find(name, 1)?.F ?? standard;

    public long Int(string name, long standard) => Find(name, 2)?.I ?? standard;

    public string Text(string name, string standard) => Find(name, 3)?.S.ToStringUtf8() ?? standard;

    public TensorProto? Tensor(string name) => Find(name, 4)?.T;

    public IReadOnlyList<float>? Floats(string name) => Find(name, 6)?.Floats;

    public IReadOnlyList<long>? Ints(string name) => Find(name, 7)?.Ints;

    /// <summary>Refuses an integer attribute that is not <paramref name="wanted"/>.</summary>
    public void Require(string name, long wanted, string why, string cure)
    {
        if (Int(name, wanted) is var found && found != wanted)
            Refuse(name, $"{found}", why, cure);
    }

    private static string Known(IReadOnlyCollection<string> known) =>
        known.Count == 0 ? "the operator has no attributes." : $"attributes that are understood: {string.Join(", ", known)}.";

    private static string Describe(AttributeProto attribute) => attribute.Type switch
    {
        1 => $"{attribute.F}",
        2 => $"{attribute.I}",
        3 => $"'{attribute.S.ToStringUtf8()}'",
        6 => $"[{string.Join(", ", attribute.Floats)}]",
        7 => $"[{string.Join(", ", attribute.Ints)}]",
        var kind => KindName(kind),
    };

    private static string KindName(int kind) => kind >= 0 && kind < Kinds.Length ? Kinds[kind] : $"kind {kind}";

    private AttributeProto? Find(string name, int kind)
    {
        var attribute = node.Proto.Attribute.FirstOrDefault(a => a.Name == name);
        if (attribute is null || attribute.Type == kind || attribute.Type == 0)
            return attribute;
        Refuse(name, KindName(attribute.Type), $"{Kinds[kind]} belongs there.", "export the model again; the file is damaged.");
        return null;
    }
}
