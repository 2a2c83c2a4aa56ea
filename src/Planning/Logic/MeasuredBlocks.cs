namespace FpgaSeg.Planning.Logic;

/// <summary>Coefficients of the fit; written by eng/logic-model/measure.py from its measurements, not by hand.</summary>
internal static class MeasuredBlocks
{
    private static readonly LogicBlocks _xc7 = new(
        Add: new(0, 1),
        Accumulate: new(0, 2),
        Mac: new(0, 0),
        Select: new(0, 0.352, 0.254),
        Enables: new(0, 1),
        Counter: new(0, 1.105),
        Clip: new(0, 0.851, 0.266),
        ClipUnsigned: new(0, 0.728, 0.067),
        Rectify: new(0, 1),
        Max: new(0, 1.842),
        Mix: new(2.966, 13.113),
        Unpack: new(0, 1.504),
        Pair: new(0, 1),
        Threshold: new(0, 0.335),
        Queue: new(0, 4.047),
        ShiftQueue: new(2.829, 1.245),
        WindowControl: new(0, 2.06),
        WindowControlInt: new(1122.363, 0));

    private static readonly LogicBlocks _ecp5 = new(
        Add: new(0, 1),
        Accumulate: new(0, 2),
        Mac: new(2.37, 1.902),
        Select: new(0, 1.126, 0),
        Enables: new(0, 1.333),
        Counter: new(0, 2.699),
        Clip: new(0, 2.94, 0),
        ClipUnsigned: new(0, 2.251, 0),
        Rectify: new(0, 1),
        Max: new(0, 2.781),
        Mix: new(0, 22.951),
        Unpack: new(1.034, 1.735),
        Pair: new(0.818, 0.909),
        Threshold: new(0, 0.992),
        Queue: new(46.504, 3.973),
        ShiftQueue: new(0, 3.962),
        WindowControl: new(298.93, 2.873),
        WindowControlInt: new(2371.902, 0));

    private static readonly LogicBlocks _gw2a = new(
        Add: new(0, 1),
        Accumulate: new(0, 2),
        Mac: new(0, 2),
        Select: new(0, 1.155, 0),
        Enables: new(0, 1.333),
        Counter: new(0.007, 2.64),
        Clip: new(0, 3.719, 0),
        ClipUnsigned: new(0, 3.784, 0),
        Rectify: new(0, 1),
        Max: new(0, 3.324),
        Mix: new(29.467, 26.303),
        Unpack: new(0, 1.744),
        Pair: new(0, 1),
        Threshold: new(0.42, 1.003),
        Queue: new(83.46, 0.727),
        ShiftQueue: new(0, 4.878),
        WindowControl: new(651.273, 0),
        WindowControlInt: new(0, 31.129));

    /// <summary>The blocks of a <see cref="Boards.DeviceFamily"/>.</summary>
    public static LogicBlocks Of(string family) => family switch
    {
        "xc7" => _xc7,
        "ecp5" => _ecp5,
        "gw2a" => _gw2a,
        _ => throw new ArgumentException($"There are no measurements for the family '{family}'.", nameof(family)),
    };
}
