namespace FpgaSeg.Planning.Cycles;

/// <summary>The turns of a frame's tokens at one end of a stream, worked out once for many runs.</summary>
internal sealed class PortSteps
{
    private readonly long[] _turns;
    private readonly int[] _loops;

    private PortSteps(long[] turns, int[] loops) => (_turns, _loops) = (turns, loops);

    /// <summary>An end that passes tokens in these turns of one loop.</summary>
    public static PortSteps Of(long[] turns) => new(turns, []);

    /// <summary>Asks a port for all its tokens.</summary>
    public static PortSteps Of(PortTurns port)
    {
        var turns = new long[port.Tokens];
        int[] loops = [];
        for (var k = 0; k < turns.Length; k++)
        {
            (turns[k], var loop) = port.Of(k);
            if (loop == 0)
                continue;
            if (loops.Length == 0)
                loops = new int[turns.Length];
            loops[k] = loop;
        }

        return new PortSteps(turns, loops);
    }

    /// <summary>
    /// The step of the frame in which every token passes the loop's head, rising: a pipeline of <paramref name="depth"/> register stages empties
    /// after every loop. What is written leaves <paramref name="depth"/> steps later. Not to be changed: runs share it.
    /// </summary>
    public long[] With(int depth)
    {
        if (_loops.Length == 0 || depth == 0)
            return _turns;
        var steps = new long[_turns.Length];
        for (var k = 0; k < steps.Length; k++)
            steps[k] = _turns[k] + ((long)_loops[k] * depth);
        return steps;
    }
}
