using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>
/// A convolution with what is fused into it. Three forms: plain or clipped by ReLU (bias in B); rectified, then batch norm (bias at the
/// accumulator, batch norm in M and B); and the head, whose exact accumulator is the logit.
/// </summary>
internal static class ConvLowering
{
    /// <summary>A rectifier bias beyond this is far outside every accumulator: only a ranges file with senseless scales gets there.</summary>
    private const long LargestBias = 1 << 30;

    public static Unit Lower(LoweringContext context, FloatConv2d op, Fusion fusion)
    {
        var input = context.Nodes[context.InputOf(fusion.Root)];
        var isHead = fusion.Last == fusion.Root && ExactHead.Is(context.Source, fusion.Root);
        var (weights, bits) = context.WeightsOf(fusion.Root, op, input.Scale);
        double[] steps = [.. weights.Scales.Select(s => s * input.Scale)];
        var conv = new IntegerConv2d(
            weights.Kernel, bits, op.Window, op.Groups, [], Requantizer.PassThrough([.. op.Bias.Select((b, o) => Steps(b, steps[o]))]));
        if (isHead)
            EmitHead(context, fusion, conv, input.Format, steps[0]);
        else if (fusion.PostAffine is { } affine)
            EmitRectified(context, fusion, conv, input.Format, steps, (FloatAffine)context.Source.Nodes[affine].Operator);
        else
            EmitPlain(context, fusion, conv, input.Format, steps, op.Bias);
        return default;
    }

    private static void EmitHead(LoweringContext context, Fusion fusion, IntegerConv2d conv, NumberFormat input, double step)
    {
        var range = AccumulatorRange.Of(conv, input);
        long low = Math.Min(0, conv.Requantizer.Offsets.Min()), high = Math.Max(0, conv.Requantizer.Offsets.Max());
        var logit = NumberFormat.SignedFor(range.Low + low, range.High + high);
        Emit(context, fusion, conv, logit, step);
    }

    private static void EmitRectified(LoweringContext context, Fusion fusion, IntegerConv2d conv, NumberFormat input, double[] steps, FloatAffine norm)
    {
        var (format, scale) = context.TypeOf(fusion.Last);
        conv = conv with { RectifierBias = [.. conv.Requantizer.Offsets.Select(b => (int)Math.Clamp(b, -LargestBias, LargestBias))] };
        double[] factors = [.. steps.Select((s, o) => norm.Scale[o] * s / scale)], offsets = [.. norm.Shift.Select(h => h / scale)];
        Solve(context, fusion, conv, input, factors, offsets, format, scale);
    }

    private static void EmitPlain(LoweringContext context, Fusion fusion, IntegerConv2d conv, NumberFormat input, double[] steps, float[] bias)
    {
        var (format, scale) = context.TypeOf(fusion.Last);
        Solve(context, fusion, conv, input, [.. steps.Select(s => s / scale)], [.. bias.Select(b => b / scale)], format, scale);
    }

    private static void Solve(
        LoweringContext context, Fusion fusion, IntegerConv2d conv, NumberFormat input, double[] factors, double[] offsets, NumberFormat format, double scale)
    {
        if (RequantizerSolver.Solve(factors, offsets, o => AccumulatorRange.OfChannel(conv, input, o), context.PowerOfTwo) is { } requantizer)
            Emit(context, fusion, conv with { Requantizer = requantizer }, format, scale);
        else
            context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(context.Source.Nodes[fusion.Root].Name, factors));
    }

    private static void Emit(LoweringContext context, Fusion fusion, IntegerConv2d conv, NumberFormat format, double scale)
    {
        var node = context.Source.Nodes[fusion.Root];
        context.EmitFor(fusion.Last, new IntegerNode(node.Name, conv, [context.InputOf(fusion.Root)], node.Shape, format, scale, null));
    }

    private static long Steps(float bias, double step) => (long)Math.Round(bias / step);
}
