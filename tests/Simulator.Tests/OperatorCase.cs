using System.Text.Json;
using System.Text.Json.Serialization;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Tests;

/// <summary>One case of Fixtures/operators.json (see make_fixtures.py).</summary>
public sealed record OperatorCase(
    string Operator,
    MapCase[] Inputs,
    MapCase Output,
    int[]? Kernel,
    int[]? Weights,
    int Groups,
    int[]? Stride,
    int[]? Pads,
    int[]? Dilation,
    int[]? Rectifier,
    RequantizerCase? Requantizer,
    int[]? Add,
    int[]? Rows,
    int[]? Columns,
    int[]? Numbers,
    int[]? Multipliers,
    int Shift,
    int[]? Table,
    int? Threshold)
{
    public static OperatorCase[] All { get; } = JsonSerializer.Deserialize(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "operators.json")),
        CaseContext.Default.OperatorCaseArray)!;

    public IntegerOperator Build() => Operator switch
    {
        "conv2d" => new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(Kernel![0], Kernel[1], Kernel[2], Kernel[3]), Array.ConvertAll(Weights!, w => (sbyte)w)),
            8,
            Window(Kernel[2], Kernel[3]),
            Groups,
            [.. Rectifier!],
            Requantizer!.Build()),
        "affine" => new IntegerAffine(Requantizer!.Build()),
        "add" => new IntegerAdd(Add![0], Add[1], Add[2]),
        "max_pool2d" => new IntegerMaxPool2d(Window(Kernel![0], Kernel[1])),
        "resize2d" => new IntegerResize2d(Resize(Rows!), Resize(Columns!), Multipliers![0], Shift),
        "average_pool2d" => new IntegerAveragePool2d(Pool(Rows!), Pool(Columns!), [.. Numbers!], [.. Multipliers!], Shift),
        "mul" => new IntegerMul(Multipliers![0], Shift),
        "concat" => new IntegerConcat(),
        "channel_select" => new IntegerChannelSelect([.. Numbers!]),
        "crop_pad" => new IntegerCropPad(Numbers![0], Numbers[1]),
        "depth_to_space" => new IntegerDepthToSpace(Numbers![0], Numbers[1]),
        "prelu" => new IntegerPRelu(Multipliers![0], [.. Multipliers[1..]], Shift),
        "margin" => new IntegerMargin(Numbers![0]),
        "table" => new IntegerTable([.. Table!]),
        "threshold" => new IntegerThreshold(Threshold!.Value),
        _ => throw new InvalidDataException(Operator),
    };

    private static ResizeAxis Resize(int[] axis) => new(axis[0], axis[1], axis[2], axis[3], axis[4], axis[5] != 0);

    private static PoolAxis Pool(int[] axis) => new(axis[0], axis[1], axis[2], axis[3], axis[4]);

    private WindowGeometry Window(int height, int width) =>
        new(height, width, Stride![0], Stride[1], Pads![0], Pads[1], Pads[2], Pads[3], Dilation![0], Dilation[1]);
}

/// <summary>A map and its format.</summary>
public sealed record MapCase(int[] Shape, int Bits, bool Signed, int[] Data)
{
    public FeatureShape FeatureShape => new(Shape[0], Shape[1], Shape[2]);

    public NumberFormat Format => new(Bits, Signed);
}

/// <summary>M, B, S.</summary>
public sealed record RequantizerCase(int[] Multipliers, long[] Offsets, int Shift)
{
    public Requantizer Build() => new([.. Multipliers], [.. Offsets], Shift);
}

[JsonSerializable(typeof(OperatorCase[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class CaseContext : JsonSerializerContext;
