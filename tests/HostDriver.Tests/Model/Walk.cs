namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>What becomes of one byte of the line.</summary>
internal enum ByteFault
{
    Lost,
    Flipped,
    Doubled,
    Inserted,

    /// <summary>It and the 15 behind it are lost.</summary>
    BurstLost,

    /// <summary>The 40 bytes before it come again.</summary>
    Repeated,
}

/// <summary>A fault that many bytes after the one before; <paramref name="Bit"/> is the flipped bit, or the inserted byte.</summary>
internal readonly record struct LineFault(int Gap, ByteFault Kind, int Bit);

/// <summary>A walk, with so many resets of the board or new starts of the host: the order of events comes from the seed, the faults of the two directions are listed, so that a failing list can be shortened.</summary>
internal sealed record WalkPlan(int Seed, ModelShape Shape, LineFault[] Down, LineFault[] Up, int Resets, int EarlyPolls);

/// <summary>
/// Takes random steps: either end sends a frame, some bytes come out of the line, the network goes on; asks when all is quiet, and a few times when it is not. Once the faults
/// are used up the line has recovered, and the walk must end.
/// </summary>
internal sealed class Walk(WalkPlan plan)
{
    private const int MostSteps = 60_000;
    private const int MostBytesInLine = 400;
    private readonly Random _random = new(plan.Seed);
    private readonly LinkModel _model = new(plan.Shape);
    private readonly FaultyLine _down = new(plan.Down);
    private readonly FaultyLine _up = new(plan.Up);
    private readonly byte[] _scratch = new byte[512];
    private int _resets = plan.Resets;
    private int _earlyPolls = plan.EarlyPolls;

    /// <summary>Runs to the last mask; returns the steps it took.</summary>
    /// <exception cref="ModelViolationException">A wrong mask, a lost image, or no end.</exception>
    public int Run()
    {
        for (var steps = 1; ; steps++)
        {
            if (steps > MostSteps)
                throw new ModelViolationException($"no end after {steps} steps, {_model.Finished} masks");
            var moved = Step();
            if (_model.IsDone)
                return steps;
            if (!moved && _down.Count == 0 && _up.Count == 0 && _random.Next(4) == 0)
                _model.FallSilent();
            Disturb();
        }
    }

    private bool Step()
    {
        switch (_random.Next(5))
        {
            case 0:
                return _down.Count < MostBytesInLine && _down.Add(_scratch.AsSpan(0, _model.HostSends(_scratch)));
            case 1:
                return _up.Count < MostBytesInLine && _up.Add(_scratch.AsSpan(0, _model.BoardSends(_scratch)));
            case 2:
                _model.ToBoard(_down.Take(_random.Next(60), _scratch));
                return true;
            case 3:
                _model.ToHost(_up.Take(_random.Next(60), _scratch));
                return true;
            default:
                return _model.Compute();
        }
    }

    private void Disturb()
    {
        if (_resets > 0 && _random.Next(300) == 0)
        {
            _resets--;
            if (_random.Next(2) == 0)
                _model.ResetBoard();
            else
                _model.RestartHost();
        }

        if (_earlyPolls > 0 && _random.Next(50) == 0)
        {
            _earlyPolls--;
            _model.Ask();
        }
    }
}
