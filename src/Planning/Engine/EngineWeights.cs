namespace FpgaSeg.Planning.Engine;

/// <summary>The weights of a line in the order in which the engine reads them: by place in a block, group of outputs, tap, word of the tap; 0 in lanes without a channel.</summary>
public static class EngineWeights
{
    /// <summary>Dense words: lane output x lanes + input of each.</summary>
    public static IEnumerable<sbyte[]> Dense(EngineLine line, int lanes) =>
        from phase in Enumerable.Range(0, line.Operator.Window.Phases)
        from index in Enumerable.Range(0, line.PhaseWeights)
        select Dense(line, lanes, phase, index);

    /// <summary>Depthwise words.</summary>
    public static IEnumerable<sbyte[]> Depthwise(EngineLine line, int lanes) =>
        from phase in Enumerable.Range(0, line.Operator.Window.Phases)
        from index in Enumerable.Range(0, line.PhaseWeights)
        select Depthwise(line, lanes, phase, index);

    private static sbyte[] Dense(EngineLine line, int lanes, int phase, int index)
    {
        var (conv, window) = (line.Operator.Convolution!, line.Operator.Window);
        var (tapIndex, j) = Math.DivRem(index, line.TapWords);
        var (group, tap) = Math.DivRem(tapIndex, window.Rows * window.Columns);
        int outputsPerGroup = conv.Kernel.Shape.OutChannels / conv.Groups, inputsPerGroup = conv.Kernel.Shape.InChannelsPerGroup;
        var word = new sbyte[lanes * lanes];
        for (var o = 0; o < lanes && (group * lanes) + o < line.Operator.Shape.Channels; o++)
        {
            var channel = (((group * lanes) + o) * window.Phases) + phase;
            for (var i = 0; i < lanes; i++)
            {
                var input = (((group * line.Step) + j) * lanes) + i - (channel / outputsPerGroup * inputsPerGroup);
                if (input >= 0 && input < inputsPerGroup)
                    word[(o * lanes) + i] = conv.Kernel[channel, input, tap / window.Columns, tap % window.Columns];
            }
        }

        return word;
    }

    private static sbyte[] Depthwise(EngineLine line, int lanes, int phase, int index)
    {
        var window = line.Operator.Window;
        var (group, tap) = Math.DivRem(index, window.Rows * window.Columns);
        var (y, x) = (tap / window.Columns, tap % window.Columns);
        var word = new sbyte[lanes];
        for (var l = 0; l < lanes && (group * lanes) + l < line.Operator.Shape.Channels; l++)
            word[l] = line.Operator.Convolution is { } conv ? conv.Kernel[(group * lanes) + l, 0, y, x] : Linear(phase, y, x);
        return word;
    }

    // Even rows lie three quarters of the way from the row above to the next, odd ones one quarter; columns likewise.
    private static sbyte Linear(int phase, int y, int x) => (sbyte)(Part(phase >> 1, y) * Part(phase & 1, x));

    private static int Part(int odd, int source) => odd == source ? 1 : 3;
}
