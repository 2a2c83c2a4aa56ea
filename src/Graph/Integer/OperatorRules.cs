using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Integer;

/// <summary>The rules of each operator.</summary>
internal sealed partial class OperatorRules : IIntegerVisitor<RuleContext, IEnumerable<string>>
{
    private const int LargestSide = 1 << 14;

    public IEnumerable<string> Visit(IntegerInput op, RuleContext argument) =>
        argument.Unless(argument.Node.Format == NumberFormat.UInt8, $"has format {argument.Node.Format}; the input is u8.");

    public IEnumerable<string> Visit(IntegerAffine op, RuleContext argument)
    {
        var range = new AccumulatorRange(Math.Min(0, argument.Input.Format.Min), argument.Input.Format.Max);
        return argument.SameShape(argument.Input.Shape)
            .Concat(IntegerGraphRules.CheckRequantizer(argument.Node.Name, op.Requantizer, argument.Node.Shape.Channels, _ => range));
    }

    public IEnumerable<string> Visit(IntegerConv2d op, RuleContext argument)
    {
        var (kernel, input) = (op.Kernel.Shape, argument.Input.Shape);
        if (op.Groups < 1 || input.Channels != (long)kernel.InChannelsPerGroup * op.Groups || kernel.OutChannels % op.Groups != 0)
            return argument.Unless(sound: false, $"has a kernel of {kernel} in {op.Groups} groups for {input.Channels} input channels.");
        if (op.Window.KernelHeight != kernel.Height || op.Window.KernelWidth != kernel.Width || !IsWindow(op.Window))
            return argument.Unless(sound: false, $"has a kernel of {kernel} under the window {op.Window}.");
        if (!op.RectifierBias.IsEmpty && op.RectifierBias.Length != kernel.OutChannels)
            return argument.Unless(sound: false, $"has {op.RectifierBias.Length} rectifier biases for {kernel.OutChannels} channels.");
        var largest = (1 << (op.WeightBits - 1)) - 1;
        return argument.SameShape(op.Window.OutputShape(input, kernel.OutChannels))
            .Concat(argument.Unless(op.WeightBits is >= 2 and <= 8, $"has weights of {op.WeightBits} bits; 2 to 8 are allowed."))
            .Concat(argument.Unless(op.Kernel.Data.All(w => Math.Abs((int)w) <= largest), $"has weights beyond {op.WeightBits} bits."))
            .Concat(IntegerGraphRules.CheckRequantizer(
                argument.Node.Name, op.Requantizer, kernel.OutChannels, o => AccumulatorRange.OfChannel(op, argument.Input.Format, o)));
    }

    public IEnumerable<string> Visit(IntegerAdd op, RuleContext argument)
    {
        if (op.Shift is < 0 or >= Requantizer.ProductBits)
            return argument.Unless(sound: false, $"shifts by {op.Shift}; shifts are 0 to {Requantizer.ProductBits - 1}.");
        bool Fits(int m) => IntegerGraphRules.FitsSigned(m, Requantizer.MultiplierBits);
        NumberFormat a = argument.Inputs[0].Format, b = argument.Inputs[1].Format;
        var bound = ((Int128)Math.Max(-a.Min, a.Max) * Math.Abs((long)op.MultiplierA)) + ((Int128)Math.Max(-b.Min, b.Max) * Math.Abs((long)op.MultiplierB));
        var half = op.Shift == 0 ? 0 : Int128.One << (op.Shift - 1);
        return argument.SameShape(argument.Inputs[0].Shape).Concat(argument.Broadcasts())
            .Concat(argument.Unless(Fits(op.MultiplierA) && Fits(op.MultiplierB), $"has multipliers {op.MultiplierA} and {op.MultiplierB}, beyond 18 bits."))
            .Concat(argument.Unless(IntegerGraphRules.FitsSigned(bound + half, Requantizer.ProductBits), "has a sum beyond 48 bits."));
    }

    public IEnumerable<string> Visit(IntegerMaxPool2d op, RuleContext argument)
    {
        var w = op.Window;
        var coversMap = w.PadTop < w.KernelHeight && w.PadLeft < w.KernelWidth && w.PadBottom < w.KernelHeight && w.PadRight < w.KernelWidth;
        if (!IsWindow(w) || !coversMap)
            return argument.Unless(sound: false, $"has the window {w}; pads are smaller than the kernel.");
        return argument.SameShape(w.OutputShape(argument.Input.Shape, argument.Input.Shape.Channels)).Concat(argument.SameFormat());
    }

    public IEnumerable<string> Visit(IntegerTable op, RuleContext argument)
    {
        var (format, input) = (argument.Node.Format, argument.Input.Format);
        return argument.SameShape(argument.Input.Shape)
            .Concat(argument.Unless(input.Bits <= 8, $"looks up inputs of format {input}; tables take up to 8 bits."))
            .Concat(argument.Unless(op.Entries.All(e => e >= format.Min && e <= format.Max), $"has table entries outside {format}."));
    }

    public IEnumerable<string> Visit(IntegerThreshold op, RuleContext argument) =>
        argument.SameShape(argument.Input.Shape)
            .Concat(argument.Unless(argument.Node.Format == NumberFormat.Bit, $"has format {argument.Node.Format}; a mask is u1."));

    /// <summary>Numbers of a size that maps have, so that no extent, sum or index leaves 32 bits.</summary>
    private static bool IsWindow(WindowGeometry w)
    {
        int[] counts = [w.KernelHeight, w.KernelWidth, w.StrideY, w.StrideX, w.DilationY, w.DilationX];
        int[] pads = [w.PadTop, w.PadLeft, w.PadBottom, w.PadRight];
        return counts.All(n => n is > 0 and <= LargestSide) && pads.All(n => n is >= 0 and <= LargestSide);
    }
}
