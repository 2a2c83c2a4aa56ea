using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Format;

/// <summary>An ONNX graph under construction. Every node has one output and is named after it.</summary>
internal sealed class GraphWriter
{
    private readonly Dictionary<TensorProto, string> _constants = [];

    public GraphProto Graph { get; } = new() { Name = "fpgaseg" };

    public NameScope Names { get; } = new();

    /// <summary>
    /// A constant; a number that is there already is used again. Arrays are not shared: ONNX Runtime rewrites weights and their zero points
    /// in place, and fails where two convolutions have one zero point.
    /// </summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, TensorProto tensor)
    {
        if (_constants.TryGetValue(tensor, out var known))
            return known;
        var named = tensor.Clone();
        named.Name = Names.Take(name);
        Graph.Initializer.Add(named);
        if (tensor.Dims.Count == 0)
            _constants.Add(tensor, named.Name);
        return named.Name;
    }

    /// <summary>Appends a node of ONNX's own operator set.</summary>
    /// <returns>The name of its output.</returns>
    public string Node(string op, string name, string[] inputs, params AttributeProto[] attributes) =>
        NodeAs(op, Names.Take(name), inputs, "", attributes);

    /// <summary>Appends a node whose output has exactly the name <paramref name="output"/>, which was taken before.</summary>
    public string NodeAs(string op, string output, string[] inputs, string domain, params AttributeProto[] attributes)
    {
        Graph.Node.Add(new NodeProto
        {
            OpType = op,
            Domain = domain,
            Name = output,
            Input = { inputs },
            Output = { output },
            Attribute = { attributes },
        });
        return output;
    }

    public void Input(string name, ElementType type, FeatureShape shape) => Graph.Input.Add(Value(name, type, shape));

    public void Output(string name, ElementType type, FeatureShape shape) => Graph.Output.Add(Value(name, type, shape));

    private static ValueInfoProto Value(string name, ElementType type, FeatureShape shape)
    {
        var dims = new TensorShapeProto();
        foreach (var size in new long[] { 1, shape.Channels, shape.Height, shape.Width })
            dims.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new() { ElemType = (int)type, Shape = dims } } };
    }
}
