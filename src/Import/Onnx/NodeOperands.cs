using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx.Format;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>Finds a node's operands by position and reports those that are something else than wanted.</summary>
/// <param name="node">The node.</param>
/// <param name="builder">What is known by name.</param>
/// <param name="fail">Called when an operand cannot be had, whether reported here or before.</param>
internal sealed class NodeOperands(OnnxNode node, GraphBuilder builder, Action fail)
{
    /// <summary>Name of operand <paramref name="index"/>; empty where it is left out.</summary>
    public string NameOf(int index) => index < node.Proto.Input.Count ? node.Proto.Input[index] : "";

    /// <summary>Name of output <paramref name="index"/>; empty where it is left out.</summary>
    public string Output(int index) => index < node.Proto.Output.Count ? node.Proto.Output[index] : "";

    public TensorProto? ConstantOf(int index) => builder.Constants.GetValueOrDefault(NameOf(index));

    public TensorValue Tensor(int index, bool headsToo)
    {
        var name = NameOf(index);
        if (builder.Maps.TryGetValue(name, out var value))
        {
            if (value.Head == HeadKind.None || headsToo)
                return value;
            Refuse(NodeErrors.AfterHead(node, name, value.Head));
        }
        else if (builder.Constants.ContainsKey(name))
        {
            Refuse(NodeErrors.Operand(
                node,
                $"operand {index} '{name}' is a constant",
                "a feature map belongs there.",
                "fold the constant into a convolution or batch norm."));
        }
        else if (name.Length == 0)
        {
            Refuse(NodeErrors.Operand(node, $"operand {index} is missing", "the operator needs it.", "export the model again."));
        }

        return TensorValue.Unknown;
    }

    public OnnxTensor<T>? Constant<T>(int index, Func<TensorProto, string, string, Result<OnnxTensor<T>>> read)
    {
        var name = NameOf(index);
        if (builder.Constants.TryGetValue(name, out var tensor))
        {
            var result = read(tensor, name, node.At);
            if (result.IsOk)
                return result.Value;
            if (builder.BadTensors.Add(name))
                builder.Errors.AddRange(result.Errors);
        }
        else if (name.Length == 0 || (builder.Maps.TryGetValue(name, out var map) && map.Map is not null))
        {
            var problem = name.Length == 0 ? $"operand {index} is missing" : $"operand {index} '{name}' is computed";
            Refuse(NodeErrors.Operand(
                node,
                problem,
                "weights and sizes must be constants: they become ROMs and hardware dimensions.",
                "export with constant folding."));
        }

        fail(); // anything else has been reported where it went wrong
        return null;
    }

    private void Refuse(Diagnostic error)
    {
        fail();
        builder.Errors.Add(error);
    }
}
