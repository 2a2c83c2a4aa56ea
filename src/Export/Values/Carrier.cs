using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Values;

/// <summary>How one flavour of ONNX holds quantized values, weights and biases. Scales are rounded to float32 before anything is derived from them.</summary>
internal abstract class Carrier(GraphWriter writer)
{
    /// <summary>Width of the integers that float32 holds, with their sign.</summary>
    protected const int RealBits = 25;

    /// <summary>What the flavour cannot hold.</summary>
    public List<Diagnostic> Errors { get; } = [];

    /// <summary>Whether a convolution's bias is an int32 at the accumulator's scale, as integer kernels want it.</summary>
    public abstract bool HasIntegerBias { get; }

    /// <summary>Whether a quantizer or dequantizer of 16 bits was written.</summary>
    public bool Has16Bits { get; protected set; }

    protected GraphWriter Writer { get; } = writer;

    /// <summary>An input of the graph that holds values of <paramref name="node"/>.</summary>
    public abstract CarriedValue Input(IntegerNode node, double scale);

    /// <summary>A float tensor of integer * <paramref name="scale"/>, for the operator <paramref name="reader"/>.</summary>
    public abstract string Read(CarriedValue value, string reader, double scale);

    /// <summary>A float tensor of integer * the value's own scale.</summary>
    public string Read(CarriedValue value, string reader) => Read(value, reader, value.Scale);

    /// <summary>An int32 tensor of the integers, the low 8 bits of which are a table's index.</summary>
    public abstract string ReadIndex(CarriedValue value, string reader);

    /// <summary>Makes the float tensor <paramref name="real"/>, in real units, the node's value.</summary>
    public abstract CarriedValue Write(IntegerNode node, double scale, string real, Ending ending);

    /// <summary>The entries of a constant list, chosen by an int32 tensor of indices, as the node's value.</summary>
    public abstract CarriedValue Lookup(IntegerNode node, double scale, string index, IReadOnlyList<int> entries);

    /// <summary>A float tensor of weight * scale, one scale per output channel.</summary>
    public abstract string Weights(string node, KernelShape shape, IReadOnlyList<int> weights, int bits, IReadOnlyList<double> scales);

    /// <summary>A float tensor of bias * scale, one per channel.</summary>
    public abstract string IntegerBias(string node, IReadOnlyList<int> bias, IReadOnlyList<double> scales);

    /// <summary>The scale as the file holds it.</summary>
    public static double Stored(double scale) => (float)scale;

    /// <summary>A mask bit, from a tensor of booleans.</summary>
    public CarriedValue Mask(IntegerNode node, string tensor, string boolean)
    {
        Writer.NodeAs("Cast", tensor, [boolean], "", Attributes.Int("to", (long)ElementType.UInt8));
        return new CarriedValue(tensor, ElementType.UInt8, node.Format, node.Shape, 1);
    }

    protected string Scalar(string name, double value) => Writer.Constant(name, Tensors.Float(value));
}
