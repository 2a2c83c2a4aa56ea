namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>What can happen next.</summary>
internal enum LineEvent
{
    HostSends,
    BoardSends,
    Computes,
    Quiet,
    EarlyPoll,
    DownArrives,
    DownLost,
    DownDoubled,
    DownDamaged,
    DownCut,
    UpArrives,
    UpLost,
    UpDoubled,
    UpDamaged,
    UpCut,
}

/// <summary>Host, board, and the frames between them.</summary>
internal sealed class ExploredState(ModelShape shape, ExplorationBudget budget)
{
    private readonly LinkModel _model = new(shape);
    private readonly Queue<byte[]> _down = new();
    private readonly Queue<byte[]> _up = new();
    private readonly int _inLine = budget.InLine;
    private int _faults = budget.Faults;
    private int _earlyPolls = budget.EarlyPolls;

    public bool IsDone => _model.IsDone;

    /// <summary>False when it surely cannot happen.</summary>
    public bool MayHappen(LineEvent what) => !IsDone && what switch
    {
        LineEvent.HostSends => _down.Count < _inLine,
        LineEvent.BoardSends => _up.Count < _inLine,
        LineEvent.Computes => true,
        LineEvent.Quiet => _down.Count + _up.Count == 0,
        LineEvent.EarlyPoll => _earlyPolls > 0,
        LineEvent.DownArrives => _down.Count > 0,
        LineEvent.UpArrives => _up.Count > 0,
        < LineEvent.UpArrives => _down.Count > 0 && _faults > 0,
        _ => _up.Count > 0 && _faults > 0,
    };

    /// <summary>Lets it happen; false when it cannot, or when all is done.</summary>
    public bool Happens(LineEvent what) => !IsDone && what switch
    {
        LineEvent.HostSends => Sends(_down, _model.HostSends),
        LineEvent.BoardSends => Sends(_up, _model.BoardSends),
        LineEvent.Computes => _model.Compute(),
        LineEvent.Quiet => IsQuiet(),
        LineEvent.EarlyPoll => Asks(),
        < LineEvent.UpArrives => Arrives(_down, what - LineEvent.DownArrives, bytes => _model.ToBoard(bytes)),
        _ => Arrives(_up, what - LineEvent.UpArrives, bytes => _model.ToHost(bytes)),
    };

    /// <summary>What an undisturbed line does next.</summary>
    public void GoesOn()
    {
        foreach (var what in (ReadOnlySpan<LineEvent>)[LineEvent.DownArrives, LineEvent.UpArrives, LineEvent.BoardSends, LineEvent.HostSends, LineEvent.Computes, LineEvent.Quiet])
        {
            if (Happens(what))
                return;
        }
    }

    private delegate int Sender(Span<byte> target);

    private bool Sends(Queue<byte[]> line, Sender sender)
    {
        if (line.Count >= _inLine)
            return false;
        Span<byte> target = stackalloc byte[128];
        var count = sender(target);
        if (count > 0)
            line.Enqueue(target[..count].ToArray());
        return count > 0;
    }

    /// <summary>Nothing is under way and nobody has anything to say: the host's timer runs out.</summary>
    private bool IsQuiet()
    {
        if (_down.Count > 0 || _up.Count > 0 || Happens(LineEvent.BoardSends) || Happens(LineEvent.HostSends) || Happens(LineEvent.Computes))
            return false;
        _model.FallSilent();
        return true;
    }

    private bool Asks()
    {
        if (_earlyPolls == 0)
            return false;
        _earlyPolls--;
        _model.Ask();
        return true;
    }

    /// <summary>The oldest frame arrives: whole, not at all, twice, with a flipped bit, or without its last byte but one.</summary>
    private bool Arrives(Queue<byte[]> line, int how, Action<byte[]> receive)
    {
        if (line.Count == 0 || (how > 0 && _faults == 0))
            return false;
        var frame = line.Dequeue();
        _faults -= how > 0 ? 1 : 0;
        switch (how)
        {
            case 1:
                return true;
            case 2:
                receive(frame);
                break;
            case 3:
                frame[^6] ^= 0x10;
                break;
            case 4:
                frame = [.. frame[..^2], frame[^1]];
                break;
        }

        receive(frame);
        return true;
    }
}
