namespace FpgaSeg.Planning.Cycles;

/// <summary>A process's end of a stream within the current frame.</summary>
internal sealed class CyclePort(CycleStream stream, int id, PortTurns turns, bool writes, int depth)
{
    /// <summary>The step in which the port passes nothing any more.</summary>
    public const long Never = long.MaxValue;

    private int _token;

    /// <summary>The stream.</summary>
    public CycleStream Stream => stream;

    /// <summary>The stream's number.</summary>
    public int Id => id;

    /// <summary>Whether it is the stream's writing end.</summary>
    public bool Writes => writes;

    /// <summary>The step of the frame in which the next token passes, or <see cref="Never"/>.</summary>
    public long Step { get; private set; }

    /// <summary>Cycles that the process waited for this port in the last frame.</summary>
    public long Waited { get; set; }

    /// <summary>Whether the next token can pass at a known cycle.</summary>
    public bool IsReady => writes ? stream.HasRoom : stream.HasToken;

    /// <summary>That cycle, or an earlier one.</summary>
    public long Since => writes ? stream.RoomSince : stream.TokenSince;

    /// <summary>Begins a frame.</summary>
    public void Start()
    {
        _token = 0;
        SetStep();
    }

    /// <summary>Passes a token.</summary>
    public void Pass(long cycle)
    {
        if (writes)
            stream.Write(cycle);
        else
            stream.Read(cycle);
        _token++;
        SetStep();
    }

    // After every loop the pipeline empties; what a turn writes leaves when it has gone through.
    private void SetStep()
    {
        if (_token == turns.Tokens)
        {
            Step = Never;
            return;
        }

        var (turn, loop) = turns.Of(_token);
        Step = turn + ((long)loop * depth) + (writes ? depth : 0);
    }
}
