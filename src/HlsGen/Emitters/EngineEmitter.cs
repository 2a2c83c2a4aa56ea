using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>engine.hpp: the program, the pages, and the weights and scales of all operators.</summary>
internal static class EngineEmitter
{
    // C simulation's record of tensors: the node and its channels, in 16 bits each, which hardware does not keep.
    private const int TraceBits = 16;

    public static StageCode Emit(EngineStage stage)
    {
        var (program, widths) = (stage.Program, EngineWidths.Of(stage.Program));
        return new StageCode(
            stage.Name,
            program.UsesMemory ? "engine_with_memory" : "engine",
            "engine.hpp",
            [],
            [.. Sizes(stage), .. Widths(program, widths), .. Head(stage)],
            [],
            [
                Program(program, widths),
                Classes(program.Pages, widths.Page),
                IntegerRom.Of("pages", widths.Page, isSigned: false, program.Pages.Addresses),
                IntegerRom.Of("sweeps", SweepBits(program), isSigned: false, program.Schedule.Sweeps),
                Weights("dense", program.DenseBits, program.Lanes * program.Lanes, program.Lines.Where(l => l.Operator.Mode is EngineMode.Dense or EngineMode.Mask).SelectMany(l => EngineWeights.Dense(l, program.Lanes))),
                Weights("depthwise", program.DepthwiseBits, program.Lanes, program.Lines.Where(l => l.Operator.Mode == EngineMode.Depthwise).SelectMany(l => EngineWeights.Depthwise(l, program.Lanes))),
                Scales(program),
            ]);
    }

    private static IEnumerable<ConstantCode> Sizes(EngineStage stage)
    {
        var program = stage.Program;
        return
        [
            new("IN_C", stage.Input.Shape.Channels), new("LANES", program.Lanes), new("OPERATORS", program.Lines.Length),
            new("PASSES", program.Schedule.Passes.Count), new("SWEEPS", program.Schedule.Sweeps.Max()), new("RESETS", EngineTimes.Resets(program)),
            new("PAGES", program.Pages.Count), new("CLASSES", program.Pages.Classes.Length), new("ROWS", program.TableRows), new("MAP_WORDS", program.Pages.Words),
            new("MOST_ROWS", program.MostRows), new("MOST_SCALES", program.MostScales), new("MOST_TURNS", program.MostTurns), new("BURST", EngineTimes.Burst),
            new("DENSE_WORDS", program.DenseWords), new("DEPTHWISE_WORDS", program.DepthwiseWords), new("SCALES", program.Scales),
        ];
    }

    private static IEnumerable<ConstantCode> Widths(EngineProgram program, EngineWidths widths) =>
    [
        new("DENSE_BITS", program.DenseBits), new("DEPTHWISE_BITS", program.DepthwiseBits), new("ACC_BITS", program.AccumulatorBits), new("OFFSET_BITS", program.OffsetBits),
        new("RECTIFY", program.Rectifies ? "true" : "false", "bool"), new("RECTIFIER_BITS", program.RectifierBits), new("SHIFT", program.LeastShift),
        new("PROGRAM_BITS", program.Lines.Length * EngineFields.Bits(program)), new("OPERATOR_BITS", widths.Operator), new("SIDE_BITS", widths.Side),
        new("KERNEL_BITS", widths.Kernel), new("GROUP_BITS", widths.Group), new("WEIGHT_BITS_OF", widths.Weight), new("SCALE_BITS_OF", widths.Scale),
        new("TABLE_BITS", widths.Table), new("PAGE_BITS", widths.Page), new("CLASS_BITS", widths.Class), new("SWEEP_BITS", widths.Sweep),
        new("SHIFT_BITS", widths.Shift), new("REGION_BITS", widths.Region), new("PASS_BITS", widths.Pass), new("COUNT_BITS", SweepBits(program)),
    ];

    private static int SweepBits(EngineProgram program) => EngineWidths.Bits(program.Schedule.Sweeps.Max());

    private static IEnumerable<ConstantCode> Head(EngineStage stage)
    {
        var head = stage.Program.Lines[^1].Operator;
        return
        [
            new("THRESHOLD", stage.Program.Threshold), new("MASK_NODE", stage.Node), new("LOGIT_MIN", head.Format.Min), new("LOGIT_MAX", head.Format.Max),
        ];
    }

    private static RomCode Program(EngineProgram program, EngineWidths widths)
    {
        var lines = Enumerable.Range(0, program.Lines.Length).Select(i => EngineFields.Of(program, widths, i)).ToArray();
        EngineField[] Trace(int i) => [new(program.Lines[i].Operator.Node, TraceBits), new(program.Lines[i].Operator.Shape.Channels, TraceBits), new(program.Lines[i].Operator.SpreadNode + 1 ?? 0, TraceBits)];
        return new RomCode(
            "program",
            "fs::engine_operator<engine>",
            $"[{lines.Length}]",
            RomText.Wrap([.. lines.Select((l, i) => $"{{{string.Join(", ", Braced(l).Concat(Trace(i).Select(f => $"{f.Value}")))}}}")]),
            [.. lines.Select(l => RomText.Hex(l.Select(f => (f.Value, f.Bits))))]);
    }

    // Eight numbers, then two operands of seven each, which are structures of their own.
    private static IEnumerable<string> Braced(ImmutableArray<EngineField> fields)
    {
        const int Flags = 8, Operand = 7;
        string Group(int first) => $"{{{string.Join(", ", fields.Skip(first).Take(Operand).Select(f => f.Value))}}}";
        return
        [
            .. fields.Take(Flags).Select(f => $"{f.Value}"), Group(Flags), Group(Flags + Operand), .. fields.Skip(Flags + (2 * Operand)).Select(f => $"{f.Value}"),
        ];
    }

    private static RomCode Classes(EnginePages pages, int bits)
    {
        var first = 0;
        var rows = new List<(int First, int Count)>();
        foreach (var (_, count, _) in pages.Classes)
        {
            rows.Add((first, count));
            first += count;
        }

        return new RomCode(
            "classes",
            "fs::engine_page_class<engine>",
            $"[{rows.Count}]",
            RomText.Wrap([.. rows.Select(r => $"{{{r.First}, {r.Count}}}")]),
            [.. rows.Select(r => RomText.Hex([(r.First, bits), (r.Count, bits)]))]);
    }

    // A network may have no depthwise convolution; the memory then has a word that nothing reads.
    private static RomCode Weights(string name, int bits, int lanes, IEnumerable<sbyte[]> words)
    {
        sbyte[][] all = [.. words];
        if (all.Length == 0)
            all = [new sbyte[lanes]];
        return WeightRom.Of(name, bits, all.Length, lanes, (word, lane) => all[word][lane]);
    }

    // By operator, then in the order of its rule, filled up to whole words of lanes.
    private static RomCode Scales(EngineProgram program)
    {
        EngineScale[] scales = [.. program.Lines.SelectMany(l => EngineScales.Of(l, program.Lanes))];
        return new RomCode(
            "scales",
            $"fs::scale<{program.OffsetBits}, {program.RectifierBits}>",
            $"[{scales.Length}]",
            RomText.Wrap([.. scales.Select(s => $"{{{s.Multiplier}, {s.Offset}LL, {s.Rectifier}}}")]),
            [.. scales.Select(s => RomText.Hex([(s.Multiplier, Requantizer.MultiplierBits), (s.Offset, program.OffsetBits), (s.Rectifier, program.RectifierBits)]))]);
    }
}
