using System.Collections.Immutable;
using System.Numerics;

namespace FpgaSeg.Planning.Engine;

/// <summary>Gives every operator its places in the engine's memories, one behind the other.</summary>
internal sealed class EngineLayout(int lanes)
{
    private int _dense;
    private int _depthwise;
    private int _scales;
    private int _table;
    private int _region;

    public ImmutableArray<EngineLine> Place(ImmutableArray<EngineOperator> operators, EngineSchedule schedule)
    {
        var lines = ImmutableArray.CreateBuilder<EngineLine>(operators.Length);
        for (var i = 0; i < operators.Length; i++)
            lines.Add(Place(operators[i], schedule.MostRows[i], lines));
        return lines.ToImmutable();
    }

    private EngineLine Place(EngineOperator op, int mostRows, IReadOnlyList<EngineLine> before)
    {
        var (groups, pixelWords) = (Words(op.Shape.Channels), Words(op.InShape.Channels));
        var (tapWords, step) = Taps(op, groups, pixelWords);
        var weights = WeightsOf(op, groups, tapWords);
        var scaleWords = op.Rule?.Scaling switch
        {
            null => 0,
            EngineScaling.ByChannel => groups * op.Window.Phases,
            EngineScaling.ByOperand => 2,
            _ => 1,
        };
        var isDense = op.Mode is EngineMode.Dense or EngineMode.Mask;
        var rows = mostRows == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)mostRows);
        var line = new EngineLine(
            WithRegion(op, groups, before), pixelWords, tapWords, step, groups, isDense ? _dense : _depthwise, weights, _scales, scaleWords, _table, rows);
        _dense += isDense ? line.WeightWords : 0;
        _depthwise += isDense ? 0 : line.WeightWords;
        _scales += scaleWords * lanes;
        _table += rows;
        return line;
    }

    // A load finds its rows where the store that it waits for puts them.
    private EngineOperator WithRegion(EngineOperator op, int groups, IReadOnlyList<EngineLine> before)
    {
        if (op.Mode == EngineMode.Load)
            return op with { Region = before[op.Operands[0].Maker].Operator.Region };
        if (op.Mode != EngineMode.Store)
            return op;
        var placed = op with { Region = _region };
        _region += op.Shape.Height * op.Shape.Width * groups;
        return placed;
    }

    // All words of a pixel; of a grouped convolution those of the group, where groups are whole words; of all else the result's own.
    private (int TapWords, int Step) Taps(EngineOperator op, int groups, int pixelWords)
    {
        if (op.Mode is not (EngineMode.Dense or EngineMode.Mask))
            return (1, 1);
        var conv = op.Convolution!;
        int inputs = conv.Kernel.Shape.InChannelsPerGroup, outputs = conv.Kernel.Shape.OutChannels / conv.Groups;
        return conv.Groups > 1 && outputs == lanes && inputs % lanes == 0 && !op.Window.Doubles && groups == conv.Groups
            ? (inputs / lanes, inputs / lanes)
            : (pixelWords, 0);
    }

    private static int WeightsOf(EngineOperator op, int groups, int tapWords) => op.Mode switch
    {
        EngineMode.Dense or EngineMode.Mask => groups * op.Window.Rows * op.Window.Columns * tapWords,
        EngineMode.Depthwise => groups * op.Window.Rows * op.Window.Columns,
        _ => 0,
    };

    private int Words(int channels) => (channels + lanes - 1) / lanes;
}
