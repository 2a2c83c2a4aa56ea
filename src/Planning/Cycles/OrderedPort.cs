namespace FpgaSeg.Planning.Cycles;

/// <summary>An end of a stream of an <see cref="OrderedStage"/>.</summary>
/// <param name="stream">The stream's id.</param>
/// <param name="writes">Whether it is the stream's writing end.</param>
/// <param name="steps">The step of every token, rising.</param>
/// <param name="late">How many steps later it passes.</param>
internal sealed class OrderedPort(int stream, bool writes, long[] steps, int late)
{
    /// <summary>The step in which a port that has passed everything stops.</summary>
    public const long Never = long.MaxValue;

    private int _passed;
    private int _most;

    /// <summary>The stream's id.</summary>
    public int Stream => stream;

    /// <summary>Whether it is the stream's writing end.</summary>
    public bool Writes => writes;

    /// <summary>Whether the last advance has passed tokens.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>The step in which it stops with so many tokens of the frame to pass.</summary>
    public long StopAfter(long most)
    {
        _most = (int)Math.Min(most, steps.Length);
        return _most == steps.Length ? Never : steps[_most] + late;
    }

    /// <summary>Passes the tokens of all steps before <paramref name="stop"/>, not more than it can; returns how many it has passed.</summary>
    public int PassUpTo(long stop)
    {
        var before = _passed;
        if (_most > _passed && steps[_most - 1] + late < stop)
            _passed = _most;
        while (_passed < _most)
        {
            var middle = _passed + ((_most - _passed) / 2);
            if (steps[middle] + late < stop)
                _passed = middle + 1;
            else
                _most = middle;
        }

        HasMoved = _passed > before;
        return _passed;
    }
}
