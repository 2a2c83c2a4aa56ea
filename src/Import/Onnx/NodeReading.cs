using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Format;
using FpgaSeg.Import.Onnx.Readers;

namespace FpgaSeg.Import.Onnx;

/// <summary>One node while its operator's reader looks at it: operands, errors, and the float node that it becomes.</summary>
internal sealed class NodeReading(OnnxNode node, GraphBuilder builder, int opset)
{
    private bool _failed;

    public OnnxNode Node => node;

    /// <summary>Version of the operator set the node is written for.</summary>
    public int Opset => opset;

    public NodeAttributes Attributes { get; } = new(node, builder.Errors);

    /// <summary>Whether the node's output is the network's output and nothing else reads it.</summary>
    public bool IsLast => builder.Outputs.Contains(Output) && builder.ReadCount.GetValueOrDefault(Output) == 1;

    private string Output => node.Proto.Output.FirstOrDefault("");

    /// <summary>
    /// Lets the operator's reader read the node. Whatever goes wrong, its outputs are known afterwards, so that the next nodes are
    /// checked too.
    /// </summary>
    public void Run()
    {
        if (OperatorCatalogue.Find(node.OpType) is not { } reader)
        {
            Refuse(NodeErrors.Operator(node, OperatorCatalogue.Names));
        }
        else if (node.Makes.Except([Output]).FirstOrDefault(name => builder.ReadCount.ContainsKey(name)) is { } extra)
        {
            Refuse(NodeErrors.Operand(
                node, $"its output '{extra}' is read", "only the first output is computed.", "use the first output only."));
        }
        else
        {
            Attributes.RefuseOthersThan(reader.Attributes);
            reader.Read(this);
        }

        foreach (var name in node.Makes.Where(name => !builder.Constants.ContainsKey(name) && !builder.Gates.ContainsKey(name)))
            builder.Maps.TryAdd(name, MapValue.Unknown);
    }

    public void Refuse(Diagnostic error)
    {
        _failed = true;
        builder.Errors.Add(error);
    }

    /// <summary>Whether operand <paramref name="index"/> is given.</summary>
    public bool Has(int index) => NameOf(index).Length > 0;

    /// <summary>Operand <paramref name="index"/> as a feature map.</summary>
    public MapValue Map(int index)
    {
        var name = NameOf(index);
        if (builder.Maps.TryGetValue(name, out var value))
            return value;
        if (builder.Gates.ContainsKey(name))
            Refuse(NodeErrors.Position(
                node, $"it reads the HardSigmoid '{name}'", "HardSigmoid is read only as x * HardSigmoid(x).", "use Hardswish."));
        else if (builder.Constants.ContainsKey(name))
            Refuse(NodeErrors.Operand(
                node,
                $"operand {index} '{name}' is a constant",
                "a feature map belongs there.",
                "fold the constant into a convolution or batch norm."));
        else if (name.Length == 0)
            Refuse(NodeErrors.Operand(node, $"operand {index} is missing", "the operator needs it.", "export the model again."));
        return MapValue.Unknown;
    }

    /// <summary>Operand <paramref name="index"/> as constant floats; null, with the error reported, where it is none.</summary>
    public OnnxTensor<float>? Floats(int index) => Constant(index, TensorReader.Floats);

    /// <summary>Operand <paramref name="index"/> as constant integers; null, with the error reported, where it is none.</summary>
    public OnnxTensor<long>? Integers(int index) => Constant(index, TensorReader.Integers);

    /// <summary>The map that operand <paramref name="index"/> gates, where it is a HardSigmoid.</summary>
    public MapValue? GateOf(int index) => builder.Gates.TryGetValue(NameOf(index), out var source) ? source : null;

    /// <summary>Makes the float node that this node becomes.</summary>
    public void Emit(FloatOperator op, FeatureShape? shape, params ReadOnlySpan<MapValue> inputs)
    {
        if (shape is { } known && !MapLimits.Allows(known))
        {
            Refuse(OnnxErrors.Size(node.At, Output, $"{known}"));
            shape = null;
        }

        builder.Maps[Output] = _failed || Attributes.Failed ? new MapValue(-1, shape) : builder.Emit(node.Name, op, inputs, shape);
    }

    /// <summary>The output is the given map: the node does nothing.</summary>
    public void PassThrough(MapValue value) => builder.Maps[Output] = value;

    /// <summary>The node is the network's last sigmoid: its operand becomes the logit.</summary>
    public void EndInSigmoid(MapValue logit)
    {
        builder.EndsInSigmoid = true;
        PassThrough(logit);
    }

    /// <summary>The output is a constant.</summary>
    public void Define(TensorProto tensor) => builder.Constants[Output] = tensor;

    /// <summary>The output is HardSigmoid of <paramref name="value"/>, to be multiplied with it.</summary>
    public void DefineGate(MapValue value) => builder.Gates[Output] = value;

    /// <summary>Whether operand <paramref name="index"/> is a constant; passes constants through Identity.</summary>
    public TensorProto? ConstantOf(int index) => builder.Constants.GetValueOrDefault(NameOf(index));

    private string NameOf(int index) => index < node.Proto.Input.Count ? node.Proto.Input[index] : "";

    private OnnxTensor<T>? Constant<T>(int index, Func<TensorProto, string, string, Result<OnnxTensor<T>>> read)
    {
        var name = NameOf(index);
        if (builder.Constants.TryGetValue(name, out var tensor))
        {
            var result = read(tensor, name, node.At);
            if (result.IsOk)
                return result.Value;
            _failed = true;
            if (builder.BadTensors.Add(name))
                builder.Errors.AddRange(result.Errors);
        }
        else if (builder.Maps.TryGetValue(name, out var map) && map.Shape is null)
        {
            _failed = true; // whatever makes it has been refused already
        }
        else if (name.Length == 0 || builder.Maps.ContainsKey(name) || builder.Gates.ContainsKey(name))
        {
            var problem = name.Length == 0 ? $"operand {index} is missing" : $"operand {index} '{name}' is computed";
            Refuse(NodeErrors.Operand(
                node,
                problem,
                "weights and sizes must be constants: they become ROMs and hardware dimensions.",
                "export with constant folding."));
        }
        else
        {
            _failed = true; // reported as a value that nothing produces
        }

        return null;
    }
}
