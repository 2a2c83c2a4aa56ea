using System.Globalization;
using System.Text.Json;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Logic;

/// <summary>The estimates against what Yosys counted (eng/logic-model/measured.json).</summary>
public sealed class MeasuredTests
{
    private static readonly JsonElement Measured =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Measured", "measured.json"))).RootElement;

    public static TheoryData<int> Stages => [.. Enumerable.Range(0, Measured.GetProperty("stages").GetArrayLength())];

    /// <summary>Whole stages, written by hand and synthesised, are inside the range that the estimate gives.</summary>
    [Theory]
    [MemberData(nameof(Stages))]
    public void A_whole_stage_is_inside_the_range(int index)
    {
        var entry = Measured.GetProperty("stages")[index];
        var (stage, folding) = StageOf(entry.GetProperty("stage").GetString()!, entry.GetProperty("parameters"));
        var estimate = LogicEstimates.Of(stage, folding, DeviceFamilies.Find(entry.GetProperty("family").GetString()!)!);
        var counted = entry.GetProperty("luts").GetInt32();
        Assert.True(estimate.LutsLow <= counted && counted <= estimate.LutsHigh, $"{entry.GetProperty("family")} {stage.Name}: {counted} counted, estimate {estimate}");
        Assert.InRange(estimate.FlipFlops, entry.GetProperty("flip_flops").GetInt32() * 0.4, entry.GetProperty("flip_flops").GetInt32() * 2.0);
    }

    /// <summary>The table of docs/planning.md is what the estimates give.</summary>
    [Fact]
    public void The_documented_comparison_is_current()
    {
        var rows = Measured.GetProperty("stages").EnumerateArray().Select(entry =>
        {
            var (stage, folding) = StageOf(entry.GetProperty("stage").GetString()!, entry.GetProperty("parameters"));
            var family = entry.GetProperty("family").GetString()!;
            var estimate = LogicEstimates.Of(stage, folding, DeviceFamilies.Find(family)!);
            var counted = entry.GetProperty("luts").GetInt32();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {stage.Name} | {family} | {counted} | {estimate.Luts} | {100.0 * (estimate.Luts - counted) / counted:+0;-0} % | {estimate.LutsLow} to {estimate.LutsHigh} |");
        });
        var table = string.Join('\n', rows);
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "planning.md"));
        Assert.True(page.Contains(table, StringComparison.Ordinal), $"docs/planning.md should hold\n{table}");
    }

    /// <summary>The class that the script writes holds what its file says.</summary>
    [Fact]
    public void The_committed_coefficients_are_the_fitted_ones()
    {
        foreach (var family in Measured.GetProperty("blocks").EnumerateObject())
        {
            var blocks = MeasuredBlocks.Of(family.Name);
            foreach (var block in family.Value.EnumerateObject())
            {
                var name = string.Concat(block.Name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
                var cost = (BlockCost)typeof(LogicBlocks).GetProperty(name)!.GetValue(blocks)!;
                var fitted = block.Value.GetProperty("coefficients").EnumerateArray().Select(c => c.GetDouble()).ToArray();
                Assert.Equal(fitted, new[] { cost.Constant, cost.First, cost.Second }.Take(fitted.Length).Select(c => Math.Round(c, 3)));
            }
        }
    }

    [Fact]
    public void Every_family_has_measurements() => Assert.All(DeviceFamilies.All, f => Assert.NotNull(MeasuredBlocks.Of(f.Name)));

    [Fact]
    public void Sums_add_up()
    {
        var (a, b) = (new LogicEstimate(10, 7, 20, 5, ""), new LogicEstimate(1, 1, 2, 3, ""));
        var sum = LogicEstimate.Sum([a, b]);
        Assert.Equal((11, 8, 22, 8), (sum.Luts, sum.LutsLow, sum.LutsHigh, sum.FlipFlops));
    }

    private static (Stage Stage, Folding Folding) StageOf(string module, JsonElement parameters)
    {
        int P(string name) => parameters.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
        return module switch
        {
            "fs_add_stage" => Add(P("C"), P("LANES"), P("PIXELS")),
            "fs_upsample_stage" => Upsample(P("C"), P("H"), P("W")),
            _ => Convolution(P("H"), P("IN_C"), P("OUT_C"), P("K"), P("IN_LANES"), P("OUT_LANES"), P("QUANT"), P("DEPTHWISE") == 1, P("PAIRED") == 1),
        };
    }

    // Weights for which the accumulator has the bits of the module: 49 or 81 taps of 127 x 127, or 72 to 90 of 30 x 127.
    private static (Stage Stage, Folding Folding) Convolution(int side, int inputs, int outputs, int kernel, int inLanes, int outLanes, int quant, bool depthwise, bool paired)
    {
        var shape = new KernelShape(outputs, depthwise ? 1 : inputs, kernel, kernel);
        var weights = Enumerable.Repeat((sbyte)(depthwise ? 127 : 30), shape.Count).ToArray();
        var rule = new Requantizer([.. Enumerable.Repeat(40503, outputs)], [.. Enumerable.Repeat(1L << 28, outputs)], 20);
        var conv = new IntegerConv2d(new ConvKernel<sbyte>(shape, weights), 8, WindowGeometry.Same(kernel), depthwise ? inputs : 1, [], rule);
        StageStream input = Stream(0, new FeatureShape(inputs, side, side)), output = Stream(1, new FeatureShape(outputs, side, side));
        var folding = new Folding(depthwise ? inLanes : outLanes, depthwise ? 1 : inLanes, 0, 0) { QuantLanes = quant, Packing = paired ? new Packing(17, 1) : Packing.None };
        var name = string.Create(CultureInfo.InvariantCulture, $"{kernel}x{kernel}, {inputs} to {outputs} channels, {(depthwise ? $"depthwise, {inLanes}" : $"{inLanes} in x {outLanes} out")} at a time{(paired ? ", 2 per DSP" : "")}");
        return (depthwise ? new DepthwiseStage(name, 1, [input], [output], conv) : new Conv2dStage(name, 1, [input], [output], conv), folding);
    }

    private static (Stage Stage, Folding Folding) Add(int channels, int lanes, int pixels)
    {
        var shape = new FeatureShape(channels, 1, pixels);
        return (new AddStage($"add, {lanes} of {channels} channels", 1, [Stream(0, shape), Stream(1, shape)], [Stream(2, shape)], new IntegerAdd(40503, 52177, 17)), new Folding(lanes, 1, 0, 0));
    }

    private static (Stage Stage, Folding Folding) Upsample(int channels, int height, int width) => (
        new Upsample2xStage(
            $"bilinear doubling, {channels} channels", 1, [Stream(0, new FeatureShape(channels, height, width))], [Stream(1, new FeatureShape(channels, 2 * height, 2 * width))], UpsampleMode.Bilinear),
        new Folding(channels, 1, 0, 0));

    private static StageStream Stream(int id, FeatureShape shape) => new(id, id, shape, NumberFormat.Int8);
}
