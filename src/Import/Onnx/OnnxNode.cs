using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx;

/// <summary>A node with its place in the file and a name that no other node has.</summary>
internal sealed class OnnxNode(NodeProto proto, int index, string name, string fileName)
{
    public string Name { get; } = name;

    public NodeProto Proto => proto;

    /// <summary>Operator, with its domain unless it is ONNX's own.</summary>
    public string OpType { get; } = proto.Domain is "" or "ai.onnx" ? proto.OpType : $"{proto.Domain}.{proto.OpType}";

    /// <summary>Operator and name, as error messages begin.</summary>
    public string Title => $"{OpType} '{Name}'";

    /// <summary>Place for error messages.</summary>
    public string At => $"{fileName}, node {index} '{Name}'";

    /// <summary>Names of the values it reads; the empty name stands for an input left out.</summary>
    public IEnumerable<string> Reads => proto.Input.Where(name => name.Length > 0);

    /// <summary>Names of the values it makes.</summary>
    public IEnumerable<string> Makes => proto.Output.Where(name => name.Length > 0);

    /// <summary>All nodes of a graph. A node without a name takes that of its first output; a name that is taken gets a number.</summary>
    public static OnnxNode[] All(GraphProto graph, string fileName, IEnumerable<string> takenNames)
    {
        var names = new UniqueNames(takenNames);
        return [.. graph.Node.Select((proto, i) => new OnnxNode(proto, i, names.Take(NameOf(proto)), fileName))];
    }

    private static string NameOf(NodeProto proto) => proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault("");
}
