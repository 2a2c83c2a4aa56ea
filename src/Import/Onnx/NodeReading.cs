using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.OnnxFormat;
using FpgaSeg.Import.Onnx.Readers;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>One node while its operator's reader looks at it: operands, errors, and the float nodes that it becomes.</summary>
internal sealed class NodeReading
{
    private readonly GraphBuilder _builder;
    private readonly ValueResolver _resolver;
    private readonly NodeOperands _operands;
    private bool _failed;

    public NodeReading(OnnxNode node, GraphBuilder builder, ValueResolver resolver, int opset)
    {
        (Node, Opset, _builder, _resolver) = (node, opset, builder, resolver);
        Attributes = new NodeAttributes(node, builder.Errors);
        _operands = new NodeOperands(node, builder, () => _failed = true);
    }

    public OnnxNode Node { get; }

    /// <summary>Version of the operator set the node is written for.</summary>
    public int Opset { get; }

    public NodeAttributes Attributes { get; }

    /// <summary>Number of operands, left-out ones at the end not counted.</summary>
    public int Count => Node.Proto.Input.Count;

    /// <summary>Number of values it makes.</summary>
    public int Outputs => Node.Proto.Output.Count;

    /// <summary>
    /// Lets the operator's reader read the node. Whatever goes wrong, its outputs are known afterwards, so that the next nodes are
    /// checked too.
    /// </summary>
    public void Run()
    {
        var reader = OperatorCatalogue.Find(Node.OpType);
        if (NodeFolding.Applies(Node, _builder))
            NodeFolding.Run(this, _builder);
        else if (reader is null && ConstantFolder.Knows(Node.OpType))
            RefuseComputed();
        else if (reader is null)
            Refuse(NodeErrors.Operator(Node, OperatorCatalogue.Names.Count));
        else if (Node.Makes.Skip(reader.Outputs).FirstOrDefault(name => _builder.ReadCount.ContainsKey(name)) is { } extra)
            Refuse(NodeErrors.Operand(
                Node, $"its output {Node.Proto.Output.IndexOf(extra)} is read", $"only output 0 is computed; '{extra}' is another.", "use output 0 only."));
        else
            Read(reader);
        foreach (var name in Node.Makes.Where(name => !_builder.Constants.ContainsKey(name)))
            _builder.Maps.TryAdd(name, TensorValue.Unknown);
    }

    public void Refuse(Diagnostic error)
    {
        _failed = true;
        _builder.Errors.Add(error);
    }

    /// <summary>Whether operand <paramref name="index"/> is given.</summary>
    public bool Has(int index) => _operands.NameOf(index).Length > 0;

    /// <summary>Operand <paramref name="index"/> where it is a constant, else null.</summary>
    public TensorProto? ConstantOf(int index) => _operands.ConstantOf(index);

    /// <summary>Operand <paramref name="index"/> as a feature map, 1 x channels x rows x columns.</summary>
    public MapValue Map(int index) => Arrange(Tensor(index), index);

    /// <summary>Operand <paramref name="index"/> as a value that depends on the image, in whatever layout.</summary>
    public TensorValue Tensor(int index) => _operands.Tensor(index, headsToo: false);

    /// <summary>The same for nodes that also stand after a softmax or argmax.</summary>
    public TensorValue TensorOrHead(int index) => _operands.Tensor(index, headsToo: true);

    /// <summary>Operand <paramref name="index"/> as constant floats; null, with the error reported, where it is none.</summary>
    public OnnxTensor<float>? Floats(int index) => _operands.Constant(index, TensorReader.Floats);

    /// <summary>The same, with infinities: bounds may be open.</summary>
    public OnnxTensor<float>? Bounds(int index) => _operands.Constant(index, TensorReader.AnyFloats);

    /// <summary>Operand <paramref name="index"/> as constant integers; null, with the error reported, where it is none.</summary>
    public OnnxTensor<long>? Integers(int index) => _operands.Constant(index, TensorReader.Integers);

    /// <summary>Integers that are an attribute up to operator set <paramref name="last"/> and an operand after it; null where they are not given.</summary>
    public IReadOnlyList<long>? List(string attribute, int index, int last)
    {
        if (Opset <= last)
            return Attributes.Ints(attribute);
        return Has(index) ? Integers(index)?.Data : null;
    }

    /// <summary>The map of a value with its function applied; the layout is left as it is.</summary>
    public MapValue Apply(TensorValue value) => _resolver.Apply(value);

    /// <summary>The value as 1 x channels x rows x columns.</summary>
    public MapValue Arrange(TensorValue value, int index)
    {
        if (_resolver.Arrange(value) is { } map)
            return map;
        Refuse(NodeErrors.Layout(Node, index, value.Layout!, value.Map!.Value));
        return MapValue.Unknown;
    }

    /// <summary>The same without an error: null where the layout cannot be brought there.</summary>
    public MapValue? TryArrange(TensorValue value) => _resolver.Arrange(value);

    /// <summary>The operator that made a map, or null.</summary>
    public FloatNode? Maker(MapValue map) => _builder.Maker(map);

    /// <summary>What a map's operator reads, by position.</summary>
    public MapValue InputOf(FloatNode node, int index = 0) => _builder.Output(node.Inputs[index]);

    /// <summary>Makes a float node; nothing is made once an error has been found in this node.</summary>
    public MapValue Emit(FloatOperator op, FeatureShape? shape, params ReadOnlySpan<MapValue> inputs)
    {
        if (shape is { } known && !MapLimits.Allows(known))
        {
            Refuse(OnnxErrors.Size(Node.At, _operands.Output(0), $"{known}"));
            shape = null;
        }

        return _failed || Attributes.Failed ? new MapValue(-1, shape) : _builder.Emit(Node.Name, op, inputs, shape);
    }

    /// <summary>Output <paramref name="index"/> is the map, 1 x channels x rows x columns.</summary>
    public void Define(MapValue map, int index = 0) => Define(TensorValue.Of(map), index);

    /// <summary>Output <paramref name="index"/> is the value.</summary>
    public void Define(TensorValue value, int index = 0)
    {
        if (_operands.Output(index) is { Length: > 0 } name)
            _builder.Maps[name] = value;
    }

    /// <summary>Output <paramref name="index"/> is a constant.</summary>
    public void Define(TensorProto tensor, int index = 0)
    {
        if (_operands.Output(index) is { Length: > 0 } name)
            _builder.Constants[name] = tensor;
    }

    private void Read(IOnnxOperatorReader reader)
    {
        Attributes.RefuseOthersThan(reader.Attributes);
        reader.Read(this);
    }

    private void RefuseComputed()
    {
        foreach (var index in Enumerable.Range(0, Count).Where(i => Has(i) && ConstantOf(i) is null))
            _operands.Constant(index, TensorReader.AnyFloats);
    }
}
