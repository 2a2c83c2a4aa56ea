using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>A number of a program's line.</summary>
/// <param name="Value">The number.</param>
/// <param name="Bits">Its width in the program's memory.</param>
/// <param name="IsSigned">Whether it has a sign.</param>
public readonly record struct EngineField(long Value, int Bits, bool IsSigned = false);

/// <summary>Widths of the numbers of a program: those of the largest.</summary>
public sealed record EngineWidths(
    int Operator, int Side, int Kernel, int Group, int Weight, int Scale, int Table, int Page, int Class, int Sweep, int Shift, int Region, int Pass)
{
    /// <summary>The widths of <paramref name="program"/>.</summary>
    public static EngineWidths Of(EngineProgram program)
    {
        var lines = program.Lines;
        int Most(Func<EngineLine, int> of) => Bits(lines.Max(of));
        return new(
            Bits(lines.Length - 1),
            Most(l => Math.Max(Math.Max(l.Operator.Shape.Height, l.Operator.Shape.Width), Math.Max(l.Operator.InShape.Height, l.Operator.InShape.Width))),
            Math.Max(Most(l => Largest(l.Operator.Window)), Bits(program.Schedule.Releases.Max(r => r.Lag))),
            Most(l => Math.Max(Math.Max(l.PixelWords, l.TapWords), Math.Max(l.Step, l.Groups))),
            Most(l => Math.Max(l.Weights, l.PhaseWeights)),
            Most(l => l.Scales),
            Most(l => l.Table),
            Bits(Math.Max(program.Pages.Words, program.Pages.Count)),
            Bits(program.Pages.Classes.Length - 1),
            Bits(program.Schedule.Periods.Max() - 1),
            Most(l => (l.Operator.Rule?.Shift ?? program.LeastShift) - program.LeastShift),
            Most(l => l.Operator.Region),
            Bits(program.Schedule.Passes.Count - 1));
    }

    /// <summary>Bits of an unsigned number, at least 1.</summary>
    public static int Bits(int value) => System.Numerics.BitOperations.Log2((uint)Math.Max(1, value)) + 1;

    private static int Largest(EngineWindow window) => new[]
    {
        window.Rows, window.Columns, window.StrideY, window.StrideX, window.Top, window.Left, window.DilationY, window.DilationX,
    }.Max();
}

/// <summary>The lines of a program as numbers, in the order of hw/hls/engine_operator.hpp.</summary>
public static class EngineFields
{
    private const int ClipBits = 9;

    // An operator works in one or two.
    private const int MostPasses = 2;

    /// <summary>The numbers of line <paramref name="index"/> that the hardware keeps.</summary>
    public static ImmutableArray<EngineField> Of(EngineProgram program, EngineWidths widths, int index)
    {
        var (line, op, window) = (program.Lines[index], program.Lines[index].Operator, program.Lines[index].Operator.Window);
        return
        [
            new((int)op.Mode, 3), new(program.Schedule.Passes.FirstOf(index), widths.Pass), Flag(program.Schedule.Passes.IsTwice(index)), new((int)(op.Rule?.Scaling ?? EngineScaling.Uniform), 2),
            Flag(window.Doubles), Flag(window.IsLinear), Flag(op.Rule is { Rectifies: true }), Flag(op.Operands.Length > 1),
            .. Operand(program, widths, index, 0), .. Operand(program, widths, index, 1),
            new(op.Shape.Height, widths.Side), new(op.Shape.Width, widths.Side), new(op.InShape.Height, widths.Side), new(op.InShape.Width, widths.Side),
            new(line.Table, widths.Table), new(Math.Max(0, line.TableRows - 1), widths.Side), new(Math.Max(0, program.Pages.ClassOf[index]), widths.Class),
            new(program.Schedule.Periods[index] - 1, widths.Sweep),
            new(window.Rows, widths.Kernel), new(window.Columns, widths.Kernel), new(window.StrideY, widths.Kernel), new(window.StrideX, widths.Kernel),
            new(window.Top, widths.Kernel), new(window.Left, widths.Kernel), new(window.DilationY, widths.Kernel), new(window.DilationX, widths.Kernel),
            new(line.PixelWords, widths.Group), new(line.TapWords, widths.Group), new(line.Step, widths.Group), new(line.Groups, widths.Group),
            new(line.Weights, widths.Weight), new(line.PhaseWeights, widths.Weight), new(line.Scales, widths.Scale),
            new(line.ScaleWords, widths.Group + 2), new(line.PhaseScales, widths.Group + 2),
            new((op.Rule?.Shift ?? program.LeastShift) - program.LeastShift, widths.Shift),
            new(op.MakesMap ? op.Format.Min : 0, ClipBits, IsSigned: true), new(op.MakesMap ? op.Format.Max : 0, ClipBits, IsSigned: true),
            new(op.Region, widths.Region),
        ];
    }

    /// <summary>Bits of a line.</summary>
    public static int Bits(EngineProgram program) => Of(program, EngineWidths.Of(program), 0).Sum(f => f.Bits);

    private static IEnumerable<EngineField> Operand(EngineProgram program, EngineWidths widths, int index, int which)
    {
        var op = program.Lines[index].Operator;
        var exists = which < op.Operands.Length;
        var maker = exists ? op.Operands[which].Maker : 0;
        var map = program.Lines[maker];
        var release = program.Schedule.Releases[maker];
        var passes = exists && op.Operands[which].IsRead ? release.Readers.Skip(program.Schedule.Passes.FirstOf(index)).Take(MostPasses).Select((r, p) => r == index ? 1 << p : 0).Sum() : 0;
        return
        [
            new(maker, widths.Operator), new(exists ? map.Table : 0, widths.Table), new(exists ? Math.Max(0, map.TableRows - 1) : 0, widths.Side),
            Flag(exists && op.IsSigned[which]), new(passes, MostPasses), new(passes == 0 ? 0 : release.Lag, widths.Kernel), new(exists ? Math.Max(0, program.Pages.ClassOf[maker]) : 0, widths.Class),
        ];
    }

    private static EngineField Flag(bool value) => new(value ? 1 : 0, 1);
}
