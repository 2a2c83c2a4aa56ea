namespace FpgaSeg.Planning.Logic;

/// <summary>Coefficients of the fit; written by eng/logic-model/measure.py from its measurements, not by hand.</summary>
internal static class MeasuredBlocks
{
    private static readonly LogicBlocks _sevenSeries = new(
        Add: new(0, 1), Accumulate: new(0, 2), Mac: new(0, 0), Select: new(0, 0.42), Enables: new(0, 1), Counter: new(2, 1.1), Clip: new(5, 0.6, 0.5),
        ClipUnsigned: new(5, 0.6, 0.5), Rectify: new(0, 1), Max: new(0, 1.75), Mix: new(20, 11), Unpack: new(0, 1.5), Pair: new(0, 1), Threshold: new(0, 0.35),
 Queue: new(5, 3.8), ShiftQueue: new(1, 1.6), WindowControl: new(0, 1.2), WindowControlInt: new(400, 4));

    private static readonly LogicBlocks _ecp5 = new(
        Add: new(0, 1), Accumulate: new(0, 2), Mac: new(0, 2), Select: new(0, 1.1), Enables: new(0, 8), Counter: new(5, 3), Clip: new(5, 2.5, 1),
        ClipUnsigned: new(5, 2.5, 1), Rectify: new(0, 1), Max: new(0, 9), Mix: new(20, 28), Unpack: new(0, 1.7), Pair: new(0, 1), Threshold: new(0, 1),
 Queue: new(5, 9), ShiftQueue: new(1, 4), WindowControl: new(0, 4), WindowControlInt: new(1000, 10));

    /// <summary>The blocks of a <see cref="Boards.DeviceFamily"/>.</summary>
    public static LogicBlocks Of(string family) => family switch
    {
        "xc7" => _sevenSeries,
        "ecp5" => _ecp5,
        "gw2a" => _ecp5,
        _ => throw new ArgumentException($"No measurements for the family '{family}'.", nameof(family)),
    };
}
